// Builds the driver that has no card, as a library.

import { canRun, requireOrSkip } from "../requirement.ts";
import { projectPath } from "../project_path.ts";

const hasCompiler = Deno.build.os === "linux" && await canRun("cc", ["--version"]);

/** Whether tests that need the driver are left out. */
export const ignoreWithoutCompiler = requireOrSkip(
  hasCompiler,
  "a C compiler",
  "Debian's gcc and libc6-dev",
);

/**
 * The driver with so many cards of an architecture; `init` is what its start gives, `lacking` a function that it has not.
 *
 * @returns the path of the library, in a folder of its own.
 */
export async function fakeDriver({ count = 2, major = 9, init = 0, lacking = "" } = {}): Promise<string> {
  const folder = await Deno.makeTempDir();
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  const path = `${folder}/libcuda.so.1`;
  const source = projectPath("tests/host/fake_driver.c");
  const options = [`-DFAKE_COUNT=${count}`, `-DFAKE_MAJOR=${major}`, `-DFAKE_INIT=${init}`];
  if (lacking !== "") options.push(`-D${lacking}=another_name`);
  const { success, stderr } = await new Deno.Command("cc", {
    args: ["-shared", "-fPIC", "-Wall", "-Werror", ...options, source, "-o", path],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return path;
}
