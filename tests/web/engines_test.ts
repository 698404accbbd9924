// The bytes of every experiment that comes with the program, made by the page's own worker under the page's own policy,
// in the engines of Chromium, Firefox and WebKit: those of the terminal, file by file.

import assert from "node:assert/strict";
import {
  hashOf,
  parseExperiment,
  resultFiles,
  runExperiment,
  sweepExperiment,
  sweepFiles,
} from "../../mod.ts";
import { shippedExperiment, shippedNames } from "../../src/host/shipped_experiments.ts";
import { requiresAll } from "../requirement.ts";
import { BROWSERS, inBrowser } from "./browsers.ts";
import { sharedSite } from "./built_site.ts";
import type { TestPage } from "./web_driver.ts";

/** An experiment as the page has it, and the hashes of its files here. */
interface Case {
  readonly document: { readonly name: string; readonly text: string; readonly files: Record<string, string> };
  readonly hashes: readonly string[];
}

const made = new Map<string, Case>();

/** Experiments with what the terminal makes of them, each made once. */
function casesOf(names: readonly string[]): readonly Case[] {
  return names.map((name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const { text, data } = shippedExperiment(name);
    const table = data === null ? "" : new TextDecoder().decode(data.bytes);
    const files = data === null ? {} : { [data.name]: table };
    const experiment = parseExperiment(text, {
      fileName: `${name}.yaml`,
      readDataFile: () => ({ text: table }),
    });
    const contents = experiment.sweep === null
      ? resultFiles(runExperiment(experiment))
      : sweepFiles(sweepExperiment(experiment));
    const hashes = [...contents].map(([file, content]) => `${file} ${hashOf(content)}`);
    made.set(name, { document: { name, text, files }, hashes });
    return made.get(name)!;
  });
}

/**
 * Has the page's engine, in a worker of its own, make the files of documents.
 * Why one question for each: a browser that has not answered for a while is taken to be gone.
 */
async function madeIn(page: TestPage, cases: readonly Case[]): Promise<readonly unknown[]> {
  await page.run(`
    const { workers } = JSON.parse(document.getElementById("site").textContent);
    const start = (program) => "url" in program
      ? new Worker(program.url, { type: "module" })
      : new Worker(URL.createObjectURL(new Blob([program.text], { type: "text/javascript" })));
    const worker = start(workers.engine);
    let request = 0;
    const ask = (message, kinds) => new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(event.message);
      worker.onmessage = ({ data }) => kinds.includes(data.kind) && resolve(data);
      worker.postMessage({ ...message, request: ++request });
    });
    window.filesOf = async (document) => {
      await ask({ kind: "load", document, isTrained: false }, ["loaded", "mistakes"]);
      const { kind, message, files } = await ask({ kind: "files" }, ["files", "refused"]);
      return kind === "files" ? files.map(([name, hash]) => name + " " + hash) : message;
    };
    window.endEngine = () => worker.terminate();`);
  const found: unknown[] = [];
  for (const { document } of cases) {
    found.push(await page.run(`return await window.filesOf(${JSON.stringify(document)});`));
  }
  await page.run("window.endEngine();");
  return found;
}

for (const browserCase of BROWSERS) {
  Deno.test({
    name:
      `${browserCase.name} gives the terminal's bytes for every experiment, from a site and from one file`,
    ignore: browserCase.isMissing,
    // The browser's pipes close a moment after the test.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const { site, single } = await sharedSite();
      await inBrowser(browserCase, async (browser) => {
        const ofSite = siteCasesOf(browserCase);
        for (const [url, names] of [[site.url, ofSite], [`file://${single}`, SINGLE_CASES]] as const) {
          const cases = casesOf(names);
          const page = await browser.open(url);
          assert.deepEqual(await madeIn(page, cases), cases.map(({ hashes }) => hashes), url);
          await page.close();
        }
      });
    },
  });
}

/**
 * Those that take seconds in a browser, where everything is required: each in one of the browsers. In the shells of their
 * three engines `tests/engines/engines_test.ts` makes all of them.
 */
const LONG = [
  ...["activations", "spiral", "wine_folds"],
  ...["batch_sizes", "gender_seeds", "digits", "optimizers", "digits_cnn", "xor_rates"],
];

function siteCasesOf(browser: typeof BROWSERS[number]): readonly string[] {
  const turn = BROWSERS.indexOf(browser);
  return shippedNames().filter((name) =>
    !LONG.includes(name) || (requiresAll && LONG.indexOf(name) % BROWSERS.length === turn)
  );
}

const SINGLE_CASES = ["gender", "iris"];
