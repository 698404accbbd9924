// A module with all that it imports as one text, bundled by Deno for where there are no modules.

/** How often the bundler is asked for while another process installs it, and after how many milliseconds again. */
const INSTALLING = { mostTries: 20, waitMs: 250 } as const;

/**
 * Bundles a module.
 *
 * @param path of the module.
 * @param options of `deno bundle`, such as `--format=iife`.
 * @throws Error with what the bundler says.
 */
export async function bundledText(path: string, ...options: readonly string[]): Promise<string> {
  const args = ["bundle", "-q", "--no-lock", "--platform=browser", ...options, path];
  for (let tries = 1;; tries++) {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
    const decoder = new TextDecoder();
    if (code === 0) return decoder.decode(stdout);
    const error = decoder.decode(stderr);
    // Where nothing was ever bundled, another test may be at it in this moment: see src/host/site_bundle.ts.
    if (!/failed to .*esbuild/.test(error) || tries === INSTALLING.mostTries) {
      throw new Error(`the bundle failed: ${error}`);
    }
    await new Promise((resolve) => setTimeout(resolve, INSTALLING.waitMs));
  }
}
