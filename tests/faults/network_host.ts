// Hosts that share nothing but a folder: each has namespaces of its own, and sees the share through a network file system.
// Why sshfs: it is a real one, whose locks do not reach the other host and whose view may be seconds old, and it needs
// neither a server that listens nor a module of the kernel's.

import { existsSync } from "node:fs";
import { requireOrSkip, skipWithout } from "../requirement.ts";
import { until } from "../waiting.ts";
import type { StartOptions } from "./disturbed_process.ts";
import type { Disturbance } from "./fault_injector.ts";

const SFTP_SERVER = "/usr/lib/openssh/sftp-server";
/** How old a host's view may be; sshfs would have 20 seconds, which the tests would wait for. */
const VIEW_SECONDS = 3;

/** A host with the share mounted. */
export class NetworkHost {
  readonly #process: Deno.ChildProcess;

  private constructor(process: Deno.ChildProcess, readonly mountPoint: string) {
    this.#process = process;
  }

  /** Lets a new host mount the folder `share` below a folder. */
  static async join(folder: string, name: string): Promise<NetworkHost> {
    const mountPoint = `${folder}/${name}`;
    Deno.mkdirSync(mountPoint);
    // In place of ssh, which would need a key and a network.
    const server = `${folder}/${name}-server`;
    Deno.writeTextFileSync(server, `#!/bin/sh\nexec ${SFTP_SERVER}\n`, { mode: 0o755 });
    const options = `ssh_command=${server},dcache_timeout=${VIEW_SECONDS}`;
    const mount = ["sshfs", "-f", "-o", options, `${name}:${folder}/share`, mountPoint];
    const process = new Deno.Command("unshare", {
      args: ["--net", "--mount", ...mount],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const host = new NetworkHost(process, mountPoint);
    try {
      await until(`${name} has mounted the share`, () => host.#isMounted());
    } catch (error) {
      await host.leave();
      throw error;
    }
    return host;
  }

  #isMounted(): boolean {
    try {
      return Deno.readTextFileSync(`/proc/${this.#process.pid}/mountinfo`).includes(` ${this.mountPoint} `);
    } catch {
      return false; // It has ended.
    }
  }

  /** How a command is started on this host. */
  startOptions(outFolder: string, disturbance: Disturbance = {}): StartOptions {
    const shell = `exec nsenter --target ${this.#process.pid} --net --mount "$@"`;
    return { outFolder, disturbance, shell };
  }

  /** Ends the host and its mount. */
  async leave(): Promise<void> {
    try {
      this.#process.kill("SIGTERM");
    } catch {
      // It has ended.
    }
    await this.#process.status;
  }
}

/** Whether to skip tests with hosts. */
export const cannotBeHosts: boolean = requireOrSkip(
  Deno.build.os === "linux" && existsSync(SFTP_SERVER) && await canRun("sshfs", "--version"),
  "a network file system on Linux",
  "Debian's sshfs and openssh-sftp-server",
) || skipWithout(
  existsSync("/dev/fuse") && await canRun("unshare", "--net", "--mount", "true"),
  "the right to make namespaces and to mount",
  "run the tests as root on Linux with /dev/fuse",
);

async function canRun(program: string, ...args: readonly string[]): Promise<boolean> {
  try {
    const command = new Deno.Command(program, { args: [...args], stdout: "null", stderr: "null" });
    return (await command.output()).success;
  } catch {
    return false;
  }
}
