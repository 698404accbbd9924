// Some tests want more than Deno: a browser, other engines, root. Where it is missing they are skipped and say so.
// Why a switch: a newcomer's first `deno task test` must pass, and no check may be skipped unseen where all is there.

/** Whether everything that a test could want must be there: `SEEDBED_REQUIRE_ALL=1`. */
export const requiresAll: boolean = Deno.env.get("SEEDBED_REQUIRE_ALL") === "1";

/**
 * Whether to skip a test that wants something.
 *
 * @param isThere whether it is there.
 * @param what what the test wants: `JavaScriptCore`.
 * @param install how it comes to be there: `Debian's libjavascriptcoregtk-4.0-bin`.
 * @throws Error where it is missing and everything is required.
 */
export function requireOrSkip(isThere: boolean, what: string, install: string): boolean {
  if (isThere) return false;
  const message = `${what} is missing: ${install}`;
  if (requiresAll) throw new Error(message);
  saySkipped(message);
  return true;
}

/**
 * Whether to skip a test that wants what no installation brings, such as a right of this machine's.
 *
 * @returns true, with a line that says so, where it is missing.
 */
export function skipWithout(isThere: boolean, what: string, wayOut: string): boolean {
  if (!isThere) saySkipped(`${what} is missing: ${wayOut}`);
  return !isThere;
}

/** Whether a program is there and runs with these arguments. */
export async function canRun(program: string, args: readonly string[]): Promise<boolean> {
  try {
    const command = new Deno.Command(program, { args: [...args], stdout: "null", stderr: "null" });
    return (await command.output()).success;
  } catch {
    return false;
  }
}

/** Says so as the name of an ignored test: what is printed while a file loads is not shown by `deno test -q`. */
function saySkipped(message: string): void {
  Deno.test({ name: `skipped, ${message}`, ignore: true, fn() {} });
}

/** A number of cases: few for a newcomer's run, more where everything is required. */
export function caseCount(few: number, all: number): number {
  return requiresAll ? all : few;
}
