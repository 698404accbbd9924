// Tests src/host/site_folder.ts: what becomes of a site's folder when a build of it is interrupted.
import assert from "node:assert/strict";
import { API_FOLDER } from "../../src/host/site_api.ts";
import type { Site } from "../../src/host/site.ts";
import { requireSite, writeSite } from "../../src/host/site_folder.ts";
import { WorldError } from "../../src/host/world_error.ts";

/** A site of one page, a program, an experiment and documentation. */
function siteOf(hash: string): Site {
  const files = {
    [`page-${hash}.js`]: "1",
    "experiments/gender.yaml": "name: gender",
    [`${API_FOLDER}/all.html`]: hash,
    [`${API_FOLDER}/index.html`]: `<meta name="doc-current-file" content="">`,
    "index.html":
      `<script type="application/json" id="site">{}</script><script src="page-${hash}.js"></script>`,
  };
  return new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));
}

/** Every file below a folder, with its text. */
function filesBelow(folder: string, below = ""): Record<string, string> {
  return Object.fromEntries(
    [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
      const path = `${folder}/${name}`;
      return isDirectory
        ? Object.entries(filesBelow(path, `${below}${name}/`))
        : [[below + name, Deno.readTextFileSync(path)]];
    }),
  );
}

function textsOf(site: Site): Record<string, string> {
  return Object.fromEntries([...site].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}

const OPERATIONS = ["mkdirSync", "writeFileSync", "renameSync", "removeSync"] as const;

/** Has the disk fail at an operation that changes it, and at all that follow. @returns whether there was one. */
function failing(at: number, action: () => void): boolean {
  const world = Deno as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
  const own = OPERATIONS.map((name) => [name, world[name]] as const);
  let count = 0;
  for (const [name, operation] of own) {
    world[name] = (...args) => {
      if (++count >= at) throw new Error("No space left on device (os error 28)");
      return operation(...args);
    };
  }
  try {
    action();
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
  } finally {
    for (const [name, operation] of own) world[name] = operation;
  }
  return count >= at;
}

for (const earlier of [null, siteOf("aaaaaaaa")]) {
  Deno.test(
    `a build that is interrupted anywhere ${
      earlier === null ? "in a new folder" : "over an earlier site"
    } leaves a folder that the next one replaces whole`,
    () => {
      for (let at = 1;; at++) {
        const folder = Deno.makeTempDirSync();
        try {
          const root = `${folder}/site`;
          if (earlier !== null) writeSite(root, earlier);
          const isInterrupted = failing(at, () => writeSite(root, siteOf("bbbbbbbb")));
          if (isInterrupted && earlier !== null) {
            const [, program] = /src="(.*)"/.exec(Deno.readTextFileSync(`${root}/index.html`))!;
            assert.ok(Deno.statSync(`${root}/${program}`).isFile, "the page has its program");
          }
          requireSite(root);
          writeSite(root, siteOf("cccccccc"));
          assert.deepEqual(filesBelow(root), textsOf(siteOf("cccccccc")));
          if (!isInterrupted) {
            assert.ok(at > 10);
            return;
          }
        } finally {
          Deno.removeSync(folder, { recursive: true });
        }
      }
    },
  );
}

Deno.test("what has a name that an interrupted build gives, beside a page of something else, is not replaced", () => {
  const folder = Deno.makeTempDirSync();
  try {
    Deno.writeTextFileSync(`${folder}/index.html`, "mine");
    Deno.writeTextFileSync(`${folder}/index.html.partial-${crypto.randomUUID()}`, "");
    assert.throws(() => writeSite(folder, siteOf("aaaaaaaa")), WorldError);
    assert.equal(Deno.readTextFileSync(`${folder}/index.html`), "mine");
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});
