// Tests src/host/terminal.ts: what goes out of the process, in a process of its own.
import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";

/** What a line of code prints with the functions of the terminal. */
async function printedBy(code: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const file = new URL(`file://${projectPath("src/host/terminal.ts")}`).href;
  const program = `import { paint, paintError, print, printError } from "${file}";\n${code}`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args: ["eval", program] }).output();
  return { stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

Deno.test("no control but the line feed goes out, on standard output and on standard error", async () => {
  const text = String.raw`"a\n\u001b[2J\u009b\u202e\u{e0041}\r\t\ufdd4👩\u200d🔬\n"`;
  const expected = "a\n\uFFFD[2J\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD👩\u200d🔬\n";
  const printed = await printedBy(`print(${text}); printError(${text});`);
  assert.deepEqual(printed, { stdout: expected, stderr: expected });
});

Deno.test("a pipe gets no colours", async () => {
  const printed = await printedBy(`print(paint("red", "a")); printError(paintError("bold", "b"));`);
  assert.deepEqual(printed, { stdout: "a", stderr: "b" });
});
