// WebKitGTK's small browser, driven by WebDriver over HTTP, on a screen that nobody sees.

import { existsSync } from "node:fs";
import { freePort } from "../free_port.ts";
import { requireOrSkip } from "../requirement.ts";
import { until } from "../waiting.ts";
import { BrowserIsSilent, DRAG_STEPS, placeAfter, type TestBrowser } from "./web_driver.ts";

const DRIVER = "/usr/bin/WebKitWebDriver";
const MOST_TRIES = 5;
const SCREEN = "/usr/bin/Xvfb";
const BROWSER = ["x86_64", "aarch64"].map((machine) =>
  `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`
).find((path) => existsSync(path));

/** Whether to skip tests in it. */
export const cannotUseWebkit: boolean = requireOrSkip(
  BROWSER !== undefined && existsSync(DRIVER) && existsSync(SCREEN),
  "WebKit",
  "Debian's webkit2gtk-driver and xvfb",
);

/** Starts it. */
export async function startWebkit(): Promise<TestBrowser> {
  const home = await Deno.makeTempDir();
  const screen = await startScreen();
  const { port, driver } = await startDriver({
    DISPLAY: screen.display,
    HOME: home,
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    GSK_RENDERER: "cairo",
  });
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    }).catch((error) => {
      throw new BrowserIsSilent(`WebKit's driver is gone: ${path}: ${error.message}`);
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
    return value;
  };
  return {
    name: "WebKit",
    async open(url) {
      const capabilities = { "webkitgtk:browserOptions": { binary: BROWSER, args: ["--automation"] } };
      const { sessionId } = await ask("POST", "/session", {
        capabilities: { alwaysMatch: capabilities },
      }) as {
        sessionId: string;
      };
      const session = `/session/${sessionId}`;
      await ask("POST", `${session}/timeouts`, { script: 300_000, pageLoad: 60_000 });
      await ask("POST", `${session}/window/rect`, { x: 0, y: 0, width: 1280, height: 900 });
      await ask("POST", `${session}/url`, { url });
      const perform = (actions: readonly unknown[]) => ask("POST", `${session}/actions`, { actions });
      return {
        async run(body) {
          // Its driver waits for no promise that a script returns, so that the script calls back.
          const script = `const done = arguments[arguments.length - 1];
            (async () => {${body}})().then((value) => done(JSON.stringify({ value })), (error) =>
              done(JSON.stringify({ error: String(error) })));`;
          const answer = JSON.parse(
            await ask("POST", `${session}/execute/async`, { script, args: [] }) as string,
          );
          if (answer.error !== undefined) throw new Error(answer.error);
          return answer.value;
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
            parameters: { pointerType: "mouse" },
            actions: [
              { type: "pointerMove", ...from, duration: 0 },
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
          await ask("DELETE", session);
        },
      };
    },
    async close() {
      // With the browsers that it started, also where neither listens any more: without a screen they end.
      driver.kill("SIGKILL");
      await driver.status;
      screen.process.kill("SIGKILL");
      await screen.process.status;
      await Deno.remove(home, { recursive: true }).catch(() => {});
    },
  };
}

/** A screen on a number that is free, which it writes to its output. */
async function startScreen(): Promise<{ readonly display: string; readonly process: Deno.ChildProcess }> {
  const process = new Deno.Command(SCREEN, {
    args: ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = process.stdout.getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error("the screen did not start");
    text += new TextDecoder().decode(value);
  }
  reader.releaseLock();
  await process.stdout.cancel();
  return { display: `:${text.trim()}`, process };
}

/** A driver that listens, on a port that was free; where somebody else was faster it ends, and another is tried. */
async function startDriver(
  env: Record<string, string>,
): Promise<{ readonly port: number; readonly driver: Deno.ChildProcess }> {
  for (let tries = 1;; tries++) {
    const port = freePort();
    const driver = new Deno.Command(DRIVER, {
      args: [`--port=${port}`],
      env,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    let isOver = false;
    driver.status.then(() => isOver = true);
    let hasAnswered = false;
    await until("WebKit's driver answers", async () => {
      hasAnswered = await answers(port);
      return hasAnswered || isOver;
    });
    if (hasAnswered && !isOver) return { port, driver };
    if (tries === MOST_TRIES) throw new Error(`the driver of WebKit ended ${tries} times as it was started`);
  }
}

/** Whether somebody answers on a port. */
async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/status`, { signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
