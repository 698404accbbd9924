// Programs that are not ours, run to their end: what they print is what a test compares with.
import assert from "node:assert/strict";

/**
 * Runs a program.
 *
 * @param input what it reads.
 * @returns the lines that it prints; it must end well.
 */
export async function printedBy(
  [command, ...args]: readonly string[],
  input = "",
  cwd?: string,
): Promise<readonly string[]> {
  const process = new Deno.Command(command, { args, cwd, stdin: "piped", stdout: "piped", stderr: "piped" })
    .spawn();
  const writer = process.stdin.getWriter();
  // Who does not read closes the pipe, which is no matter.
  const written = writer.write(new TextEncoder().encode(input)).then(() => writer.close()).catch(() => {});
  const { code, stdout, stderr } = await process.output();
  await written;
  assert.equal(code, 0, new TextDecoder().decode(stderr).slice(0, 2000));
  return new TextDecoder().decode(stdout).split("\n").slice(0, -1);
}

/** Whether a program can be started. */
export async function hasProgram(name: string): Promise<boolean> {
  try {
    await new Deno.Command(name, { args: ["--version"], stdout: "null", stderr: "null" }).output();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
