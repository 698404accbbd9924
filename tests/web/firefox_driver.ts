// Firefox ESR, driven by WebDriver BiDi over a WebSocket.
// Why by hand: playwright drives a Firefox of its own only, and the protocol needs forty lines.

import { existsSync } from "node:fs";
import { requireOrSkip } from "../requirement.ts";
import { DRAG_STEPS, lineOf, placeAfter, type TestBrowser } from "./web_driver.ts";

const PATH = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => existsSync(path));

/** Whether to skip tests in it. */
export const cannotUseFirefox: boolean = requireOrSkip(PATH !== undefined, "Firefox", "Debian's firefox-esr");

/** Nothing but pages of the loopback interface: no start page, no update, no telemetry. */
const PREFERENCES = {
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.dns.disabled": true,
  "services.settings.server": "http://127.0.0.1:9/",
  "toolkit.telemetry.enabled": false,
};

/** Starts it. */
export async function startFirefox(): Promise<TestBrowser> {
  const profile = await Deno.makeTempDir();
  const lines = Object.entries(PREFERENCES).map(([key, value]) =>
    `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});`
  );
  await Deno.writeTextFile(`${profile}/user.js`, lines.join("\n"));
  const process = new Deno.Command(PATH!, {
    args: ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0", "about:blank"],
    env: { HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const [, address] = await lineOf(process.stderr, /BiDi listening on (ws:\S+)/);
  const connection = await BidiConnection.open(`${address}/session`);
  await connection.send("session.new", { capabilities: {} });
  return {
    name: "Firefox",
    async open(url) {
      const { userContext } = await connection.send("browser.createUserContext", {});
      const { context } = await connection.send("browsingContext.create", { type: "tab", userContext });
      await connection.send("browsingContext.setViewport", {
        context,
        viewport: { width: 1280, height: 800 },
      });
      await connection.send("browsingContext.navigate", { context, url, wait: "complete" });
      const perform = (actions: readonly unknown[]) =>
        connection.send("input.performActions", { context, actions });
      return {
        async run(body) {
          const expression = `(async () => JSON.stringify(await (async () => {${body}})()))()`;
          const answer = await connection.send("script.evaluate", {
            expression,
            target: { context },
            awaitPromise: true,
          });
          if (answer.type === "exception") throw new Error(JSON.stringify(answer.exceptionDetails));
          const { value } = answer.result as { value?: string };
          return value === undefined ? undefined : JSON.parse(value);
        },
        async drag(from, to) {
          const moves = Array.from({ length: DRAG_STEPS }, (_, index) => ({
            type: "pointerMove",
            ...placeAfter(from, to, index + 1),
            duration: 20,
          }));
          await perform([{
            type: "pointer",
            id: "mouse",
            actions: [
              { type: "pointerMove", ...from },
              { type: "pointerDown", button: 0 },
              ...moves,
              { type: "pointerUp", button: 0 },
            ],
          }]);
        },
        async type(text) {
          const actions = [...text].flatMap((
            value,
          ) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
          await perform([{ type: "key", id: "keyboard", actions }]);
        },
        async close() {
          await connection.send("browser.removeUserContext", { userContext });
        },
      };
    },
    async close() {
      connection.close();
      process.kill();
      await process.status;
      await Deno.remove(profile, { recursive: true }).catch(() => {});
    },
  };
}

// deno-lint-ignore no-explicit-any -- each command has an answer of its own shape
type Answer = Record<string, any>;

/** A WebSocket on which commands go out with numbers and answers come back with them. */
class BidiConnection {
  readonly #waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  #lastId = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.onmessage = ({ data }) => {
      const { id, result, error, message } = JSON.parse(data);
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(`${error}: ${message}`));
    };
  }

  static async open(address: string): Promise<BidiConnection> {
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new BidiConnection(socket);
  }

  send(method: string, params: unknown): Promise<Answer> {
    const id = ++this.#lastId;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  close(): void {
    this.socket.close();
  }
}
