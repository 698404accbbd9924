// What is done with files that are dropped, as far as the engine is asked or a notice is given.

import assert from "node:assert/strict";
import type { PlayDocument } from "../../src/play/document.ts";
import type { App } from "../../src/web/app.ts";
import { take } from "../../src/web/dropped.ts";

/** Drops files. @returns what comes of it: what is opened, what the engine is asked, what is noticed. */
async function dropped(...files: readonly File[]): Promise<readonly string[]> {
  const said: string[] = [];
  const notice = {
    set value(text: string) {
      said.push(text);
    },
  };
  const app = {
    site: { program: "seedbed" },
    store: { notice },
    engine: {
      ask: ({ fileName, text }: { readonly fileName: string; readonly text: string }) => {
        said.push(`asked of ${fileName}: ${text}`);
        return Promise.resolve({ kind: "table", read: { ok: { name: "a", text: "", files: {} } } });
      },
    },
    edits: {
      opening: () => () => true,
      open: ({ name, text, files }: PlayDocument) => said.push([name, text, ...Object.keys(files)].join()),
    },
  };
  await take(app as unknown as App, files, []);
  return said;
}

Deno.test("a table of text is taken for one, however its name ends", async () => {
  for (const name of ["a.csv", "A.TSV", "a.tab", "a.dat", "a.data", "a.txt"]) {
    assert.deepEqual(await dropped(new File(["x,y"], name)), [`asked of ${name}: x,y`, "a,"], name);
  }
});

Deno.test("an experiment is opened with the tables that are dropped beside it", async () => {
  const files = [new File(["1"], "x.dat"), new File(["name: a"], "b.yml"), new File(["2"], "y.csv")];
  assert.deepEqual(await dropped(...files), ["b,name: a,x.dat,y.csv"]);
});

Deno.test("what a table's bytes are read as is said once, when it is open", async () => {
  const table = new File([new Uint8Array([0x78, 0x0a, 0xe4])], "t.csv");
  const said = "t.csv is read as windows-1252: if letters look wrong, save it as UTF-8";
  assert.deepEqual(await dropped(table), ["asked of t.csv: x\nä", "a,", said]);
  assert.deepEqual(await dropped(new File(["name: a"], "b.yaml"), table), ["b,name: a,t.csv", said]);
});

Deno.test("an experiment that is not UTF-8 opens nothing, and says so", async () => {
  const file = new File([new Uint8Array([0xe4])], "b.yaml");
  assert.deepEqual(await dropped(file), ["b.yaml: it is not UTF-8 text: save it as UTF-8"]);
});

Deno.test("what is no file of ours changes nothing", async () => {
  assert.deepEqual(await dropped(new File([], "nothing.pdf")), [
    "drop a CSV file, a YAML file with its CSV file, or a result",
  ]);
});
