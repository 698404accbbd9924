// How the program was started, as its first arguments say it: where the user stands, and which command was typed.
// Why arguments: the environment, which knows it as well, stays closed.

import { inWorld } from "../host/world_error.ts";

/** `deno task` starts every program in the project's folder, and says here where the user stands. */
const STANDING = "--standing-in=";
/** The package of npm says here that it was `seedbed` that was typed. */
const TYPED = "--typed-as=";

let typed = "deno task";

/** How a command line begins, for help and ways out: `deno task` or `seedbed`. */
export function program(): string {
  return typed;
}

/** Goes where the user stands, and remembers what was typed. @returns what the user wrote. */
export function withoutLaunch(args: readonly string[]): readonly string[] {
  const [first = "", ...rest] = args;
  if (first.startsWith(STANDING)) {
    const folder = first.slice(STANDING.length);
    if (folder !== "" && folder !== Deno.cwd()) inWorld(`go to ${folder}`, () => Deno.chdir(folder));
    return withoutLaunch(rest);
  }
  if (!first.startsWith(TYPED)) return args;
  typed = first.slice(TYPED.length);
  return withoutLaunch(rest);
}
