// The site as files: the same each time, small, closed, and at home in any folder of any host.

import assert from "node:assert/strict";
import { readingOf } from "../../src/play/document_reading.ts";
import type { SiteData } from "../../src/web/site_data.ts";
import { buildSingle, buildSite, filesOf, gzippedBytes } from "./built_site.ts";

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
  "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

const folder = await buildSite();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const files = filesOf(folder);
const textOf = (name: string): string => new TextDecoder().decode(files.get(name));
const page = textOf("index.html");
const named = (start: string, end = ".js"): string =>
  [...files.keys()].find((name) => name.startsWith(start) && name.endsWith(end))!;

Deno.test("the page's policy is the one that was decided, and it names no other host", () => {
  assert.equal(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1], POLICY);
  for (const name of ["index.html", named("page-", ".css"), named("page-")]) {
    const addresses = textOf(name).match(/https?:\/\/[\w.-]+/g) ?? [];
    // Names of XML dialects are no addresses.
    assert.deepEqual(addresses.filter((address) => !address.endsWith("www.w3.org")), [], name);
  }
});

Deno.test("every address in the page is relative, and leads to a file of the site", () => {
  const addresses = [...page.matchAll(/(?:src|href|"url")(?:=|:)"([^"]+)"/g)].map(([, address]) => address);
  assert.ok(addresses.length > 20);
  assert.deepEqual(addresses.filter((address) => !files.has(address)), []);
});

Deno.test("every piece that a program imports lies beside it", () => {
  for (const [name, bytes] of files) {
    if (!name.endsWith(".js")) continue;
    const text = new TextDecoder().decode(bytes);
    for (const [, path] of text.matchAll(/(?:from|import|import\()"(\.[^"]+\.js)"/g)) {
      assert.ok(files.has(path.replace(/^\.\//, "")), `${name} imports ${path}`);
    }
  }
});

Deno.test("the page on which a tab is lent may reach any server by a WebSocket, and is told no more than its programs", () => {
  const text = textOf("work.html");
  const policy = POLICY.replace("connect-src 'self'", "connect-src 'self' ws: wss:");
  assert.notEqual(policy, POLICY);
  assert.equal(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(text)?.[1], policy);
  const told: string = /<script type="application\/json" id="site">(.*)<\/script>/.exec(text)![1];
  assert.deepEqual(Object.keys(JSON.parse(told)), ["worker", "thread"]);
  for (const [, path] of text.matchAll(/(?:src|href|"url")(?:=|:)"([^"]+)"/g)) {
    assert.ok(files.has(path), path);
  }
});

/** What the page on which a tab is lent needs, and nothing else does. */
function filesOfLending(): readonly string[] {
  const pieces = ["work_page-", "tab_worker-"].flatMap((name) => allPiecesOf(named(name), textOf));
  return ["work.html", ...new Set(pieces)];
}

Deno.test("the service worker keeps every file of the site but those that are of use with a network alone", () => {
  const { files: kept } = JSON.parse(/^self\.SITE=(.*);$/m.exec(textOf("service_worker.js"))![1]);
  const left = ["service_worker.js", ...filesOfLending()];
  const all = [...files.keys()].filter((name) => !left.includes(name))
    .map((name) => name === "index.html" ? "./" : name);
  assert.deepEqual(kept.toSorted(), all.toSorted());
});

Deno.test("the same sources give the same bytes", async () => {
  const again = await buildSite();
  assert.deepEqual(filesOf(again), files);
  await Deno.remove(again, { recursive: true });
});

Deno.test("a page of one file holds all that it needs", async () => {
  const path = await buildSingle();
  const single = await Deno.readTextFile(path);
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(single)![1];
  assert.match(
    policy,
    /^default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval' blob:; worker-src blob:; /,
  );
  assert.doesNotMatch(single, /<link rel="stylesheet"|<script[^>]* src=|"url":/);
  assert.ok(single.length < 2_455_000);
  await Deno.remove(path.replace(/[^/]*$/, ""), { recursive: true });
});

Deno.test("what is loaded stays within its budget, in bytes of gzip", async () => {
  const sizeOf = async (names: readonly string[]): Promise<number> => {
    const sizes = await Promise.all(names.map((name) => gzippedBytes(files.get(name)!)));
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  const programs = [...files.keys()].filter((name) => !name.startsWith("experiments/"));
  const page = piecesOf(named("page-"), textOf);
  const first = await sizeOf(["index.html", ...page, ...programs.filter((name) => name.endsWith(".css"))]);
  const [engine, reading, later, rare, exports] = await Promise.all(
    ENGINE_PIECES.map(newFilesOf).map(sizeOf),
  );
  const editor = await sizeOf(
    piecesOf(named("editor-"), textOf).filter((name) => !page.includes(name)),
  );
  const soon = await sizeOf(
    piecesOf(named("soon_panels-"), textOf).filter((name) => !page.includes(name)),
  );
  // The library is for other pages; this one never loads it.
  const ofPage = [
    ...allPiecesOf(named("engine_worker-"), textOf),
    ...allPiecesOf(named("part_worker-"), textOf),
  ];
  const ofLibrary = piecesOf(named("mod-"), textOf).filter((name) => !ofPage.includes(name));
  // Nor what writes exports, until Download is opened.
  const unused = [...ofLibrary, ...newFilesOf("exports-"), ...filesOfLending()];
  const whole = await sizeOf(programs.filter((name) => !unused.includes(name)));
  assert.ok(first <= 40_000, `page ${first}`);
  assert.ok(engine <= 90_000, `engine ${engine}`);
  assert.ok(reading <= 91_100, `reading ${reading}`);
  assert.ok(later <= 47_500, `later answers ${later}`);
  assert.ok(10_000 <= rare && rare <= 61_900, `rare answers ${rare}`);
  assert.ok(10_000 <= exports && exports <= 34_500, `exports ${exports}`);
  assert.ok(editor <= 130_000, `editor ${editor}`);
  assert.ok(soon <= 4450, `what is wanted soon ${soon}`);
  const unasked = first + engine + reading + later + editor + soon;
  assert.ok(unasked <= 402_000, `what comes unasked ${unasked}`);
  assert.ok(whole <= 480_000, `whole ${whole}`);
  const lending = await sizeOf(filesOfLending());
  assert.ok(lending <= 205_400, `lending ${lending}`);
});

/** What the engine's worker begins with, and what it loads then: each stands on those before it. */
const ENGINE_PIECES = ["engine_worker-", "reading-", "later-", "rare-", "exports-"];

/** The files that a piece of the engine has, and none before it. */
function newFilesOf(piece: string): readonly string[] {
  const before = ENGINE_PIECES.slice(0, ENGINE_PIECES.indexOf(piece));
  const known = before.flatMap((other) => piecesOf(named(other), textOf));
  return piecesOf(named(piece), textOf).filter((name) => !known.includes(name));
}

Deno.test("the first answer waits for few files, and what is asked for later is loaded later, in few files too", () => {
  const counts = ENGINE_PIECES.map((piece) => newFilesOf(piece).length);
  assert.ok(counts[0] <= 4 && Math.max(...counts) <= 6, counts.join());
  const all = allPiecesOf(named("engine_worker-"), textOf);
  for (const [piece, words] of Object.entries(WORDS)) {
    for (const some of words) {
      const holders = all.filter((name) => textOf(name).includes(some));
      assert.equal(holders.length, 1, `"${some}" is in ${holders.join() || "no piece"}`);
      assert.ok(
        newFilesOf(piece).includes(holders[0]),
        `"${some}" comes with ${holders[0]}, not with ${piece}`,
      );
    }
  }
});

/** Words of what each piece is for; each stands in one place of the sources. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  "reading-": [
    "a line must be indented with spaces: found a tab",
    "an item must begin with a dash",
  ],
  "later-": ["lower the learning rate: learning_rate="],
  "rare-": [
    "it has neither config.json nor manifest.json",
    "the table must have two rows at least",
    "no thread could try the seeds",
  ],
  "exports-": ["a sweep has a network for each trial"],
};

Deno.test("the first experiment comes with what is read of it here, to the last digit, and no other does", () => {
  const { experiments } = siteDataOf(page);
  const [{ name, source, reading }, ...others] = experiments;
  assert.ok("text" in source);
  const read = readingOf({ name, text: source.text, files: {} });
  assert.ok("ok" in read);
  assert.deepEqual(reading, read.ok);
  assert.ok(others.length > 10 && others.every((other) => other.reading === null));
});

/** What a page is told. */
function siteDataOf(html: string): SiteData {
  return JSON.parse(/<script type="application\/json" id="site">(.*)<\/script>/.exec(html)![1]);
}

/** A program with the pieces that it imports at once, which the bundler names in it. */
function piecesOf(name: string, textOf: (name: string) => string): readonly string[] {
  return reachedFrom(name, textOf, /(?:from|import)"\.\/([^"]+\.js)"/g);
}

/** The same with those that it imports later. */
function allPiecesOf(name: string, textOf: (name: string) => string): readonly string[] {
  return reachedFrom(name, textOf, /(?:from|import|import\()"\.\/([^"]+\.js)"/g);
}

function reachedFrom(name: string, textOf: (name: string) => string, imports: RegExp): readonly string[] {
  const found = new Set<string>();
  const visit = (piece: string): void => {
    if (found.has(piece)) return;
    found.add(piece);
    for (const [, next] of textOf(piece).matchAll(imports)) visit(next);
  };
  visit(name);
  return [...found];
}
