// Two more users of the machine, for results folders that are shared.
// Why real ones: root may read and write anything, so what one user's umask forbids another only shows between users.

import { existsSync } from "node:fs";
import { skipWithout } from "../requirement.ts";
import { projectPath } from "../project_path.ts";
import type { User } from "./disturbed_process.ts";
import { copyTree } from "./tree_snapshot.ts";

/** Numbers that no one on the machine has. */
const UIDS = [64_811, 64_812] as const;

const isRoot = Deno.build.os === "linux" && Deno.uid() === 0;
/** Whether to skip tests with other users. */
export const cannotBeOthers: boolean = skipWithout(
  isRoot && await mayReadProject(),
  "root with a checkout that every user may read",
  "run the tests as root, in a folder such as /opt/seedbed",
);

/** Whether another user can start the program here. */
async function mayReadProject(): Promise<boolean> {
  const { success } = await new Deno.Command("sh", {
    args: [
      "-c",
      'cat "$1" >/dev/null && "$2" --version',
      "sh",
      projectPath("src/cli/run.ts"),
      Deno.execPath(),
    ],
    uid: UIDS[0],
    gid: UIDS[0],
    env: { DENO_DIR: "/nonexistent" },
    stdout: "null",
    stderr: "null",
  }).output();
  return success;
}

/** Two users, each with a folder of packages below one that is theirs to read. */
export async function otherUsers(folder: string): Promise<readonly [User, User]> {
  Deno.chmodSync(folder, 0o755);
  const { npmCache } = JSON.parse(await denoInfo());
  const [first, second] = UIDS.map((uid): User => {
    const denoFolder = `${folder}/deno-${uid}`;
    copyPackages(npmCache, `${denoFolder}/npm`);
    Deno.chownSync(denoFolder, uid, uid);
    return { uid, denoFolder };
  });
  return [first, second];
}

async function denoInfo(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return new TextDecoder().decode(stdout);
}

/** Copies the packages that the program's lock file names. */
function copyPackages(from: string, to: string): void {
  const { npm } = JSON.parse(Deno.readTextFileSync(projectPath("deno.lock")));
  for (const { name: registry } of Deno.readDirSync(from)) {
    for (const key of Object.keys(npm)) {
      const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(key)!;
      const source = `${from}/${registry}/${name}`;
      if (!existsSync(`${source}/${version}`)) continue;
      copyTree(`${source}/${version}`, `${to}/${registry}/${name}/${version}`);
      if (existsSync(`${source}/registry.json`)) {
        Deno.copyFileSync(`${source}/registry.json`, `${to}/${registry}/${name}/registry.json`);
      }
    }
  }
}
