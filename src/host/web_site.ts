// The files of the playground: its page, its programs and the experiments that come with it, for any static host.
// What must not change: the same sources give the same bytes; every program, style and picture of the page is
// named after its content, so that no cache can mix two versions, and only what others link to keeps its name; every path is
// relative, so that it works in any folder.

import { chartStyles } from "../chart/palette.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import type { PlayDocument } from "../play/document.ts";
import { type DocumentReading, readingOf } from "../play/document_reading.ts";
import { hashOf } from "../results/hashed_files.ts";
import { resultFiles } from "../results/result_files.ts";
import { runExperiment } from "../run/run_experiment.ts";
import type { SiteFiles } from "../web/site_files.ts";
import type { SiteData, SiteExperiment, SiteText } from "../web/site_data.ts";
import { nativeHashOf } from "./native_hash.ts";
import { shippedExperiment, shippedNames } from "./shipped_experiments.ts";
import type { Site } from "./site.ts";
import { API_FOLDER, apiFiles } from "./site_api.ts";
import { type Bundle, bundled } from "./site_bundle.ts";
import { pageHtml, singlePolicy, SITE_POLICY, WORK_POLICY } from "./site_page.ts";
import { inWorld } from "./world_error.ts";

/** Where the page's sources lie. */
export const WEB_FOLDER = new URL("../web/", import.meta.url);
/** What is shown first. */
const FIRST_EXPERIMENT = "gender";

/** What a site is for. */
export interface SiteOptions {
  /** Whether it is being worked on: it asks to be told of changes, and is kept by no service worker. */
  readonly isWatched: boolean;
  /** A folder with the library's documentation, to be part of it; null for none. */
  readonly api: string | null;
  /** How a command line begins: `deno task` or `seedbed`. */
  readonly program: string;
}

/** Makes the site. @throws WorldError where the sources have mistakes, or cannot be read. */
export async function webSite({ isWatched, api, program }: SiteOptions): Promise<Site> {
  const entries = new Map([...PAGE_PROGRAMS, ...ENGINE_PROGRAMS].map((name) => [name, entryOf(name)]));
  if (!isWatched) entries.delete("reload");
  const bundles = await Promise.all([PAGE_PROGRAMS, ENGINE_PROGRAMS].map((names) => {
    const group = [...entries].filter(([name]) => names.includes(name));
    return bundled(new Map(group), { isClassic: false });
  }));
  const bundle: Bundle = new Map(bundles.flatMap((each) => [...each]));
  const site = new SiteWriter();
  for (const [name, bytes] of bundle) {
    if (!entries.has(name.replace(/\.js$/, ""))) site.add(name, bytes);
  }
  const urls = new Map<string, string>();
  for (const name of entries.keys()) {
    if (name !== "service_worker") urls.set(name, await site.addNamed(`${name}.js`, programOf(bundle, name)));
  }
  const experiments = shippedExperiments((name, bytes, isFirst) => {
    const url = `experiments/${name}`;
    site.add(url, bytes);
    // The first one is in the page too: it is there before anything can be fetched.
    return isFirst ? { text: new TextDecoder().decode(bytes) } : { url };
  });
  const style = await site.addNamed("page.css", textBytes(styleText()));
  const scripts = ["page", ...(isWatched ? ["reload"] : [])]
    .map((name) => `<script type="module" src="${urls.get(name)}"></script>`).join("\n    ");
  const icon = await site.addNamed("icon.svg", webBytes("icon.svg"));
  const styleLink = `<link rel="stylesheet" href="${style}" />`;
  const page = pageHtml(webText("page.html"), {
    styles: [
      styleLink,
      // What the program imports can be fetched with it, and not only when it has come.
      ...piecesOf(programOf(bundle, "page"), bundle).map((piece) =>
        `<link rel="modulepreload" href="${piece}" />`
      ),
    ].join("\n    "),
    scripts,
    icon,
    policy: SITE_POLICY,
    data: {
      workers: { engine: { url: urls.get("engine_worker")! }, part: { url: urls.get("part_worker")! } },
      program,
      serviceWorker: isWatched ? null : SERVICE_WORKER,
      api: api === null ? null : `${API_FOLDER}/`,
      workPage: WORK_PAGE,
      experiments,
    },
  });
  site.add("index.html", textBytes(page));
  site.add("seedbed.js", textBytes(`export * from "./${urls.get("mod")}";\n`));
  site.add("library.html", webBytes("library.html"));
  if (!isWatched) {
    site.add(SERVICE_WORKER, await serviceWorker(site.files, programOf(bundle, "service_worker")));
  }
  // What follows is not kept for the time without a network: of hundreds of pages few are read, and nobody works for a server
  // without one.
  await addWorkPage(site, { styleLink, icon, thread: urls.get("part_worker")! });
  return api === null ? site.files : new Map([...site.files, ...apiFiles(api, icon)]);
}

const WORK_PAGE = "work.html";

/** Adds the page on which a tab is lent to a server, and its programs. */
async function addWorkPage(
  site: SiteWriter,
  { styleLink, icon, thread }: { readonly styleLink: string; readonly icon: string; readonly thread: string },
): Promise<void> {
  const bundle = await bundled(new Map(WORK_PROGRAMS.map((name) => [name, entryOf(name)])), {
    isClassic: false,
  });
  for (const [name, bytes] of bundle) {
    if (!WORK_PROGRAMS.includes(name.replace(/\.js$/, ""))) site.add(name, bytes);
  }
  const [page, worker] = await Promise.all(
    WORK_PROGRAMS.map((name) => site.addNamed(`${name}.js`, programOf(bundle, name))),
  );
  const html = pageHtml(webText("page.html"), {
    styles: styleLink,
    scripts: `<script type="module" src="${page}"></script>`,
    icon,
    policy: WORK_POLICY,
    data: { worker: { url: worker }, thread: { url: thread } },
  });
  site.add(WORK_PAGE, textBytes(html));
}

/** Makes the page of one file, which works from a disk. */
export async function singlePage(
  { program }: Pick<SiteOptions, "program">,
): Promise<Uint8Array<ArrayBuffer>> {
  const bundle = await bundled(new Map(PROGRAMS.map((name) => [name, entryOf(name)])), { isClassic: true });
  const scriptOf = (name: string): string => new TextDecoder().decode(programOf(bundle, name));
  const experiments = shippedExperiments((_, bytes) => ({ text: new TextDecoder().decode(bytes) }));
  const style = styleText();
  const script = scriptOf("page").replaceAll("</script", "<\\/script");
  const data: SiteData = {
    workers: { engine: { text: scriptOf("engine_worker") }, part: { text: scriptOf("part_worker") } },
    program,
    serviceWorker: null,
    api: null,
    workPage: null,
    experiments,
  };
  return textBytes(pageHtml(webText("page.html"), {
    styles: `<style>${style}</style>`,
    scripts: `<script>${script}</script>`,
    icon: `data:image/svg+xml,${encodeURIComponent(webText("icon.svg"))}`,
    policy: await singlePolicy(style, script),
    data,
  }));
}

/** Those of the page wherever it lies. */
const PROGRAMS = ["page", "engine_worker", "part_worker"];
/**
 * Those that a site has, in groups: within one they share what they have in common. Across them that would be a dozen small
 * files, for each of which the first answer would wait.
 */
const PAGE_PROGRAMS = ["page", "service_worker", "reload"];
const ENGINE_PROGRAMS = ["engine_worker", "part_worker", "mod"];
const WORK_PROGRAMS = ["work_page", "tab_worker"];
const SERVICE_WORKER = "service_worker.js";

/** The file in which each of them begins, from the page's sources. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  page: "entries/page.tsx",
  service_worker: "entries/service_worker.ts",
  reload: "entries/reload.ts",
  engine_worker: "entries/engine_worker.ts",
  part_worker: "entries/part_worker.ts",
  mod: "../../mod.ts",
  work_page: "entries/work_page.tsx",
  tab_worker: "entries/tab_worker.ts",
};

function entryOf(name: string): URL {
  return new URL(BEGINNINGS[name], WEB_FOLDER);
}

function programOf(bundle: Bundle, name: string): Uint8Array<ArrayBuffer> {
  const bytes = bundle.get(`${name}.js`);
  if (bytes === undefined) throw new Error(`assertion failed: ${name} was not bundled`);
  return bytes;
}

/** The pieces that a program imports at once, and those that they import. */
function piecesOf(program: Uint8Array<ArrayBuffer>, bundle: Bundle): readonly string[] {
  const found = new Set<string>();
  const visit = (bytes: Uint8Array<ArrayBuffer>): void => {
    for (const [, name] of new TextDecoder().decode(bytes).matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g)) {
      const piece = bundle.get(name);
      if (piece === undefined || found.has(name)) continue;
      found.add(name);
      visit(piece);
    }
  };
  visit(program);
  return [...found];
}

/** Gathers files, some under names that hold their hashes. */
class SiteWriter {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();

  add(path: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.files.set(path, bytes);
  }

  /** @returns the path: `page-1a2b3c4d.js`. */
  async addNamed(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const path = name.replace(/(?=\.\w+$)/, `-${(await nativeHashOf(bytes)).slice(0, 8)}`);
    this.add(path, bytes);
    return path;
  }
}

/** The experiments of the program, the first one first, then runs, then sweeps. */
function shippedExperiments(
  keep: (name: string, bytes: Uint8Array<ArrayBuffer>, isFirst?: boolean) => SiteText,
): readonly SiteExperiment[] {
  const found: { readonly rank: number; readonly experiment: SiteExperiment }[] = [];
  for (const name of shippedNames()) {
    const { text, data } = shippedExperiment(name);
    const read = readExperiment(text, {
      fileName: `${name}.yaml`,
      readDataFile: () => ({ text: new TextDecoder().decode(data!.bytes) }),
    });
    if ("problems" in read) throw new Error(`assertion failed: ${name} has mistakes`);
    const { description, sweep } = read.ok;
    const isFirst = name === FIRST_EXPERIMENT;
    found.push({
      rank: isFirst ? 0 : sweep === null ? 1 : 2,
      experiment: {
        name,
        description,
        source: keep(`${name}.yaml`, textBytes(text), isFirst),
        table: data === null
          ? null
          : { name: data.name, source: keep(data.name, data.bytes as Uint8Array<ArrayBuffer>) },
        manifestHash: isFirst ? manifestHashOf(read.ok) : null,
        reading: isFirst ? firstReading({ name, text, files: {} }) : null,
      },
    });
  }
  return found.toSorted((a, b) => a.rank - b.rank).map(({ experiment }) => experiment);
}

/** What the terminal gets. */
function manifestHashOf(experiment: Experiment): string {
  return hashOf(resultFiles(runExperiment(experiment)).get("manifest.json")!);
}

/** What the page need not read to train it. */
function firstReading(document: PlayDocument): DocumentReading {
  const read = readingOf(document);
  if ("problems" in read) throw new Error(`assertion failed: ${document.name} has mistakes`);
  return read.ok;
}

/** The service worker, below what it must know: the files, and a version that changes when any of them does. */
async function serviceWorker(
  files: Site,
  program: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const hashes = await Promise.all([...files.values()].map(nativeHashOf));
  const known: SiteFiles = {
    version: (await nativeHashOf(hashes.join(""))).slice(0, 16),
    files: [...files.keys()].map((path) => path === "index.html" ? "./" : path),
  };
  return textBytes(`self.SITE=${JSON.stringify(known)};\n${new TextDecoder().decode(program)}`);
}

/** All style sheets in one, without comments. */
function styleText(): string {
  const names = inWorld("read the style sheets", () => [...Deno.readDirSync(new URL("styles/", WEB_FOLDER))])
    .map(({ name }) => name).toSorted();
  return [...names.map((name) => webText(`styles/${name}`)), chartStyles()].join("\n").replace(
    /\/\*[^]*?\*\//g,
    "",
  )
    .replace(/\n\s*/g, "\n").replace(/\n+/g, "\n").trim();
}

function webBytes(name: string): Uint8Array<ArrayBuffer> {
  return inWorld(`read ${name}`, () => Deno.readFileSync(new URL(name, WEB_FOLDER)));
}

function webText(name: string): string {
  return new TextDecoder().decode(webBytes(name));
}

function textBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
