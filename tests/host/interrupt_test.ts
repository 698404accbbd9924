// Ctrl-C: the word that a process may still say, and who asks for its end once more.
import assert from "node:assert/strict";

const MODULE = new URL("../../src/host/interrupt.ts", import.meta.url).href;
/** A process that needs some time for its goodbye, as one does that gives back what it holds. */
const PROGRAM = `
import { onInterrupt } from ${JSON.stringify(MODULE)};
onInterrupt(async () => {
  console.log("leaving");
  await new Promise((resolve) => setTimeout(resolve, 700));
  console.log("goodbye");
});
setInterval(() => {}, 1000);
console.log("ready");
`;

/** What the process says when it is sent Ctrl-C twice. */
async function saidAfterTwo(pauseMs: number): Promise<{ readonly said: string; readonly code: number }> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-lock", "--ext=ts", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(PROGRAM));
  await writer.close();
  let said = "";
  for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
    const isFirst = said === "";
    said += text;
    if (isFirst) process.kill("SIGINT");
    if (text.includes("leaving")) setTimeout(() => process.kill("SIGINT"), pauseMs);
  }
  return { said, code: (await process.status).code };
}

Deno.test({
  name: "a Ctrl-C that a launcher passes on as well is one, and the process says goodbye",
  ignore: Deno.build.os === "windows",
  async fn() {
    assert.deepEqual(await saidAfterTwo(0), { said: "ready\nleaving\ngoodbye\n", code: 130 });
  },
});

Deno.test({
  name: "a second Ctrl-C ends a process at once, whatever it waits for",
  ignore: Deno.build.os === "windows",
  async fn() {
    assert.deepEqual(await saidAfterTwo(300), { said: "ready\nleaving\n", code: 130 });
  },
});
