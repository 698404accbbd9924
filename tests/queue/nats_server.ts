// A NATS server for tests, reached over WSS with a certificate of its own authority, with the rights that `work` prints.
// Why a real one: what is tested is what becomes of a sweep when it dies, forgets or refuses.

import { serverConfig } from "../../src/queue/server_config.ts";
import { freePort } from "../free_port.ts";
import { requireOrSkip } from "../requirement.ts";
import { signalTo } from "../seedbed_process.ts";
import { until } from "../waiting.ts";

/** Whether to skip tests with a server. */
export const cannotServe: boolean = requireOrSkip(
  canRun("nats-server", "--version") && canRun("openssl", "version"),
  "a NATS server and openssl",
  "Debian's nats-server and openssl",
);

function canRun(program: string, ...args: readonly string[]): boolean {
  try {
    return new Deno.Command(program, { args: [...args], stdout: "null", stderr: "null" }).outputSync()
      .success;
  } catch {
    return false;
  }
}

/** Ports are only looked at before the server takes them: where somebody else was faster, others are tried. */
const MOST_TRIES = 5;
const IN_USE = "address already in use";

/** A server with its keys, in a folder of its own. */
export class NatsServer {
  #process: Deno.ChildProcess | null = null;

  private constructor(readonly folder: string, readonly port: number, readonly shell: readonly string[]) {}

  /**
   * Makes certificates, keys and a configuration, and starts a server.
   *
   * @param addresses by which it is reached.
   * @param shell what comes before its command.
   */
  static async start(
    addresses: readonly string[] = ["127.0.0.1"],
    shell: readonly string[] = [],
  ): Promise<NatsServer> {
    const folder = Deno.makeTempDirSync();
    const { text, keys } = serverConfig(["alice", "bob"]);
    for (const { name, seed } of keys) Deno.writeTextFileSync(`${folder}/${name}.key`, seed);
    makeCertificates(folder, addresses);
    for (let tries = 1;; tries++) {
      const server = new NatsServer(folder, freePort(), shell);
      const host = addresses.length === 1 ? addresses[0] : "0.0.0.0";
      const config = text.replace(/^listen: .*$/m, `listen: "127.0.0.1:${freePort()}"`)
        .replace("port: 4433", `host: "${host}", port: ${server.port}`);
      Deno.writeTextFileSync(`${folder}/nats.conf`, config);
      try {
        await server.restart();
        return server;
      } catch (error) {
        await server.kill(false);
        if (tries === MOST_TRIES || !server.log().includes(IN_USE)) throw error;
      }
    }
  }

  /** Starts the server again, as it was. */
  async restart(): Promise<void> {
    const [program, ...args] = [...this.shell, "nats-server", "-c", "nats.conf", "-l", "log.txt"];
    Deno.writeTextFileSync(`${this.folder}/log.txt`, "");
    const command = new Deno.Command(program, {
      args,
      cwd: this.folder,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    });
    this.#process = command.spawn();
    let isOver = false;
    this.#process.status.then(() => isOver = true);
    const isReady = (): boolean => this.log().includes("Server is ready");
    await until("the NATS server is ready", () => isOver || isReady());
    if (isOver) throw new Error(`the server has ended: ${this.log()}`);
  }

  log(): string {
    return Deno.readTextFileSync(`${this.folder}/log.txt`);
  }

  /** Kills the server. @param isForgetful whether its store goes too. */
  async kill(isForgetful: boolean): Promise<void> {
    if (this.#process !== null) signalTo(this.#process, "SIGKILL");
    await this.#process?.status;
    this.#process = null;
    if (isForgetful) Deno.removeSync(`${this.folder}/nats-store`, { recursive: true });
  }

  get url(): string {
    return this.urlAt("127.0.0.1");
  }

  urlAt(address: string): string {
    return `wss://${address}:${this.port}`;
  }

  /** The options of a command that reaches the server under a name. */
  optionsOf(name: string): string[] {
    return ["--credentials", `${this.folder}/${name}.key`, "--ca", `${this.folder}/ca.pem`];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill(false);
    Deno.removeSync(this.folder, { recursive: true });
  }
}

/** Runs openssl in a folder. */
export function openssl(folder: string, line: string): void {
  const { success, stderr } = new Deno.Command("openssl", { args: line.trim().split(/ +/), cwd: folder })
    .outputSync();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** An authority, and a certificate of it for some addresses. */
function makeCertificates(folder: string, addresses: readonly string[]): void {
  const newKey = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
  Deno.writeTextFileSync(
    `${folder}/names`,
    `subjectAltName=${addresses.map((address) => `IP:${address}`).join(",")}`,
  );
  openssl(folder, `req -x509 ${newKey} -days 2 -keyout ca.key -out ca.pem -subj /CN=authority`);
  openssl(folder, `req ${newKey} -keyout key.pem -out cert.csr -subj /CN=server`);
  openssl(
    folder,
    "x509 -req -in cert.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out cert.pem",
  );
}
