// Bundles the programs of the page for a browser: the one place that knows the bundler.
// Why Deno's own: it needs nothing but the right to read, and gives the same bytes from the same sources.

import { pause } from "../threads/event_loop.ts";
import { WorldError, worldError } from "./world_error.ts";

/** How programs are bundled. */
export interface BundleOptions {
  /** Each program in one piece, as a classic script; else modules, which share what they have in common. */
  readonly isClassic: boolean;
}

/** A bundled file by its name: those of the entry points, and the pieces that they share or load later. */
export type Bundle = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/**
 * Bundles programs.
 *
 * @param entries by the name that each is to have, such as `page`, the file where it begins.
 * @throws WorldError with every mistake in the sources, and where the bundler cannot be had.
 */
export async function bundled(
  entries: ReadonlyMap<string, URL>,
  { isClassic }: BundleOptions,
): Promise<Bundle> {
  if (!isClassic) return await bundledOnce([...entries], isClassic);
  const bundles = await Promise.all([...entries].map((entry) => bundledOnce([entry], isClassic)));
  return new Map(bundles.flatMap((bundle) => [...bundle]));
}

async function bundledOnce(
  entries: readonly (readonly [string, URL])[],
  isClassic: boolean,
): Promise<Bundle> {
  const result = await onceInstalled({
    entrypoints: entries.map(([, { href }]) => href),
    outputDir: OUTPUT,
    write: false,
    platform: "browser",
    minify: true,
    format: isClassic ? "iife" : "esm",
    codeSplitting: !isClassic,
  }).catch((error) => {
    throw worldError("bundle the page", error);
  });
  if (!result.success) {
    throw new WorldError(`cannot bundle the page: ${result.errors.map(wordsOf).join("; ")}`);
  }
  const files = (result.outputFiles ?? []).map(({ path, text }) => [nameOf(path), text()] as const);
  const names = new Set(files.map(([name]) => name));
  return new Map(files.map(([name, text]) => [name, new TextEncoder().encode(besideEachOther(text, names))]));
}

/** How often the bundler is asked for while it is being installed, and after how many milliseconds again. */
const INSTALLING = { mostTries: 20, waitMs: 250 } as const;

/**
 * Bundles as soon as the bundler is there. Why: where it was never used, Deno copies it into its cache, and of two who ask at
 * once, in one process or in two, the second is told that it cannot be copied.
 */
async function onceInstalled(options: Deno.bundle.Options): Promise<Deno.bundle.Result> {
  for (let tries = 1;; tries++) {
    try {
      return await Deno.bundle(options);
    } catch (error) {
      if (!(error instanceof Error) || !/^failed to .*esbuild/.test(error.message)) throw error;
      if (tries === INSTALLING.mostTries) throw new WorldError(`cannot bundle the page: ${error.message}`);
      await pause(INSTALLING.waitMs);
    }
  }
}

/**
 * A program whose pieces lie beside it. Why: entry points in several folders are put into several, and the library's lies
 * above the page's. The names hold hashes, so nothing else can be meant.
 */
function besideEachOther(text: string, names: ReadonlySet<string>): string {
  return text.replace(
    /"(?:\.\.?\/)+([\w-]+\.js)"/g,
    (whole, name: string) => names.has(name) ? `"./${name}"` : whole,
  );
}

/** Nothing is written there: the bundler wants to know a place. */
const OUTPUT = "bundled";

function nameOf(path: string): string {
  return path.replace(/^.*[/\\]/, "");
}

function wordsOf({ text, location }: Deno.bundle.Message): string {
  return location === undefined ? text : `${location.file}:${location.line}: ${text}`;
}
