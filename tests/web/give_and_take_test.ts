// What leaves the page and comes to it: tables, zips, exports, links, results that are dropped, and its library.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "npm:playwright-core@1.65.1";
import { hashOf, parseExperiment, resultFiles, runExperiment } from "../../mod.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { zipOf } from "../../src/results/zip_archive.ts";
import { readZip } from "../../src/results/zip_reader.ts";
import { exportForms } from "../../src/export/forms.ts";
import { linkFor } from "../../src/play/link.ts";
import { projectPath } from "../project_path.ts";
import { runSeedbed } from "../seedbed_process.ts";
import { until } from "../waiting.ts";
import { openPage, waitFor } from "./chromium_driver.ts";
import {
  changesRun,
  lastPageTest,
  openedPage,
  pageTest,
  ready,
  text,
  textHolds,
  textOf,
} from "./page_case.ts";

/** Drops a zip on the dialog that is open, or else on the page. */
async function dropZip(page: Page, zip: Uint8Array): Promise<void> {
  await page.evaluate(`{
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(${JSON.stringify([...zip])})], "result.zip"));
    const target = document.querySelector("dialog") ?? document.body;
    target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }`);
}

pageTest("a table that is pasted becomes an experiment of its own", async (page) => {
  await page.getByRole("button", { name: "Your data" }).click();
  const rows = Array.from(
    { length: 24 },
    (_, index) => `${index},${index % 5},${index < 12 ? "low" : "high"}`,
  );
  await page.getByRole("textbox", { name: "Table" }).fill(`size,other,kind\n${rows.join("\n")}\n`);
  await page.getByRole("button", { name: "Learn from it" }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await textHolds(page, "path: my_data.csv");
  await page.waitForSelector(".badge");
});

pageTest(
  "a table that does not fit stays in its window, with the reason, until it is mended",
  async (page) => {
    await page.getByRole("button", { name: "Your data" }).click();
    const table = page.getByRole("textbox", { name: "Table" });
    const other = "width,height,gender\n150,70,M\n";
    await table.fill(other);
    await page.getByRole("button", { name: "Add to these rows" }).click();
    await page.locator(".problem", { hasText: "weight is missing" }).waitFor();
    assert.equal(await table.inputValue(), other);
    await table.fill('a,b\n1,2\n3,"4\n');
    await page.getByRole("button", { name: "Learn from it" }).click();
    await page.locator(".problem", { hasText: /^line 3: / }).waitFor();
    await table.fill(`height,weight,kind\n1${",82kg".repeat(2)}\n2${",83kg".repeat(2)}\n`);
    await page.getByRole("button", { name: "Learn from it" }).click();
    await page.locator(".problem", { hasText: /found only height; left out: .*write the number alone: 82/ })
      .waitFor();
    await table.fill(other.replace("width", "weight"));
    await page.getByRole("button", { name: "Add to these rows" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await textHolds(page, "weight: 150, height: 70");
  },
);

pageTest("an experiment that cannot be read shows nothing of the one before it", async (page) => {
  await page.evaluate(`{
    const dataTransfer = new DataTransfer();
    const text = "name: lost\\ndataset:\\n  features: [{ name: x }]\\n  target: { name: y }\\n  file: lost.csv\\n";
    dataTransfer.items.add(new File([text], "lost.yaml"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }`);
  await page.locator(".mistakes", { hasText: "found lost.csv" }).waitFor();
  await waitFor(
    page,
    `document.querySelectorAll(".answer, .chart-place svg:not(.light)").length === 0`,
  );
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".answer", { hasText: "Emily" }).waitFor();
});

pageTest("the zip holds the result folder, byte for byte", async (page) => {
  await page.getByRole("button", { name: "Download" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /\.zip$/ }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "gender-seed-42-fd52df8d.zip");
  const read = await readZip(await Deno.readFile((await download.path())!));
  assert.ok("ok" in read);
  const wanted = resultFiles(runExperiment(parseExperiment(text, { fileName: "gender.yaml" })));
  assert.deepEqual(
    [...read.ok.files].map(([name, bytes]) => [name, hashOf(bytes)]).toSorted(),
    [...wanted].map(([name, content]) => [name, hashOf(content)]).toSorted(),
  );
  assert.match(await page.getByLabel("Command line").inputValue(), /^deno task run /);
});

pageTest(
  "a training that ends while Download is open brings its result folder",
  async (page) => {
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(
      text.replace(/epochs: 1000(.*)log_every: 10/, "epochs: 20000000$1log_every: 10000"),
    );
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("button", { name: "Download" }).click();
    await page.locator("dialog").getByText("Run it first: the result is").waitFor();
    await page.getByRole("button", { name: /\.zip$/ }).waitFor();
  },
);

pageTest("a result folder that cannot be had is told with a way out", async (_, site) => {
  const { browser } = await ready();
  const page = await openPage(browser, { serviceWorkers: "block" });
  await page.route(/\/rare-[^/]*\.js$/, (route) => route.abort());
  await page.goto(site.url);
  await page.waitForSelector(".badge");
  await page.getByRole("button", { name: "Download" }).click();
  await page.locator("dialog .problem", { hasText: "could not be loaded" }).waitFor();
  await page.locator(".forms li").first().waitFor();
  await page.context().close();
});

pageTest(
  "each export that is downloaded is byte for byte what the terminal's export writes",
  async (page) => {
    const folder = await Deno.makeTempDir();
    const typed = async (...args: readonly string[]): Promise<void> => {
      const { code, stderr } = await runSeedbed(args, folder);
      assert.equal(code, 0, stderr);
    };
    await typed("run", projectPath("experiments/gender.yaml"));
    await page.getByRole("button", { name: "Download" }).click();
    await page.locator(".forms li").first().waitFor();
    const credit = {
      author: "Ada Lovelace",
      license: "https://spdx.org/licenses/CC-BY-4.0",
      date: "2026-11-27",
    };
    const creditOptions = Object.entries(credit).flatMap(([name, value]) => [`--${name}`, value]);
    await page.locator(".forms summary").click();
    await page.getByRole("button", { name: "ro-crate-metadata.json" }).click();
    await page.getByText("author must be a name: found nothing").waitFor();
    await page.getByLabel("author").fill(credit.author);
    await page.getByLabel("license").fill(credit.license);
    await page.getByLabel("date of publication").fill(credit.date);
    for (const { name, takes, fileName } of exportForms) {
      for (const float32 of takes.includes("float32") ? [false, true] : [false]) {
        const file = fileName("gender", { float32 });
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.locator(".forms").getByRole("button", { name: file, exact: true }).click(),
        ]);
        assert.equal(download.suggestedFilename(), file);
        const options = [
          ...(float32 ? ["--float32"] : []),
          ...(takes.includes("credit") ? creditOptions : []),
        ];
        await typed("export", "gender/seed-42", "--to", name, ...options);
        assert.deepEqual(
          await Deno.readFile((await download.path())!),
          await Deno.readFile(`${folder}/${file}`),
          file,
        );
      }
    }
    assert.equal(await page.locator("dialog .problem").count(), 0);
    await Deno.remove(folder, { recursive: true });
  },
);

pageTest(
  "an experiment on a table that comes with the page has a link, however large the table is",
  async (page, site) => {
    await page.locator(".experiment select").selectOption("digits_dense");
    await textHolds(page, "name: digits_dense");
    await page.waitForSelector(".badge code");
    await page.getByRole("button", { name: "Share" }).click();
    await waitFor(page, `document.querySelector(".copy input")?.value.includes("#2.")`);
    const link = await page.getByLabel("Link", { exact: true }).inputValue();
    assert.ok(link.startsWith(`${site.url}#2.`), link);
    await page.getByText("its table comes with this page").waitFor();
    const { browser } = await ready();
    const other = await openPage(browser);
    await other.goto(link);
    await other.getByText("the same bytes as the sender").waitFor();
    await other.context().close();
  },
);

pageTest(
  "the experiment that was asked for last stays, though the one before it comes later",
  async (_, site) => {
    const { browser } = await ready();
    // A service worker would have the table at once.
    const page = await openPage(browser, { serviceWorkers: "block" });
    await page.goto(site.url);
    await page.waitForSelector(".cm-content");
    const picker = page.locator(".experiment select");
    const { promise: isLet, resolve: letCome } = Promise.withResolvers<void>();
    let askedCount = 0;
    await page.route(/\/digits\.csv$/, async (route) => {
      askedCount++;
      await isLet;
      await route.continue();
    });
    const table = await Deno.readTextFile(projectPath("experiments/digits.csv"));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(table)));
    const link = async (name: string, tables: Readonly<Record<string, string>> = {}): Promise<string> => {
      const shared = await Deno.readTextFile(projectPath(`experiments/${name}.yaml`));
      const document = { name, text: shared, files: tables };
      return (await linkFor(
        { document, manifestHash: null },
        () => Promise.resolve({ text: table, digest }),
      ))!;
    };
    await picker.selectOption("digits_dense");
    await until("its table is asked for", () => Promise.resolve(askedCount === 1));
    await page.goto(site.url + await link("digits_dense", { "digits.csv": table }));
    await until("the table of a link is asked for", () => Promise.resolve(askedCount === 2));
    await page.goto(site.url + await link("xor"));
    await textHolds(page, "name: xor");
    const answers = Promise.all([1, 2].map(() => page.waitForResponse(/\/digits\.csv$/)));
    letCome();
    for (const answer of await answers) await answer.finished();
    // What has come would be opened in a moment.
    await page.waitForTimeout(300);
    assert.ok((await textOf(page)).includes("name: xor"));
    await page.context().close();
  },
);

pageTest("a link brings the experiment and proves its bytes", async (page, site) => {
  await page.getByLabel("seed", { exact: true }).fill("7");
  await changesRun(page, () => page.getByLabel("seed", { exact: true }).press("Enter"));
  await textHolds(page, "seed: 7");
  await page.getByRole("button", { name: "Share" }).click();
  await waitFor(page, `document.querySelector(".copy input")?.value.includes("#1.")`);
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  assert.ok(link.startsWith(`${site.url}#1.`), link);
  const { browser } = await ready();
  const other = await openedPage(browser, link);
  assert.equal(await other.locator(".badge").textContent(), "the same bytes as the sender ");
  await textHolds(other, "seed: 7");
  // What was edited outlives a reload, and then another one; another link wins.
  await other.getByLabel("seed", { exact: true }).fill("8");
  await other.getByLabel("seed", { exact: true }).press("Enter");
  await textHolds(other, "seed: 8");
  for (let time = 0; time < 2; time++) {
    await other.reload();
    await other.waitForSelector(".badge code");
    await other.waitForSelector(".cm-content");
    await textHolds(other, "seed: 8");
  }
  const document = { name: "gender", text: text.replace("seed: 42", "seed: 9"), files: {} };
  await other.goto(site.url + await linkFor({ document, manifestHash: null }));
  await other.locator(".cm-line", { hasText: "seed: 9" }).waitFor();
  // It is one step of the history; what it is changed into is no longer what the address says.
  assert.ok(other.url().includes("#1."), other.url());
  await other.getByRole("button", { name: "Undo" }).click();
  await textHolds(other, "seed: 8");
  assert.equal(other.url(), site.url);
  await other.context().close();
  const embedded = await openPage(browser);
  await embedded.goto(link.replace("#", "?embed#"));
  await embedded.getByRole("button", { name: "Open in Seedbed" }).waitFor();
  await embedded.waitForSelector(".answers .number");
  assert.equal(await embedded.locator(".top").count(), 0);
  await embedded.context().close();
});

pageTest("a result that was tampered with is told apart from one that was not", async (page) => {
  const files = new Map(resultFiles(runExperiment(parseExperiment(text, { fileName: "gender.yaml" }))));
  const verify = async (zip: Uint8Array): Promise<string> => {
    await page.getByRole("button", { name: "Verify" }).click();
    await page.locator('input[accept*="zip"]').setInputFiles({
      name: "result.zip",
      mimeType: "application/zip",
      buffer: Buffer.from(zip),
    });
    await page.locator("dialog pre").waitFor();
    const told = await page.locator("dialog [aria-live]").textContent();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    return told ?? "";
  };
  const folder = "seed-42-fd52df8d";
  assert.match(await verify(zipOf(files, folder)), /^It is the same:.*(identical|same)/is);
  files.set("log.txt", String(files.get("log.txt")).replace("0.949", "0.950"));
  assert.match(await verify(zipOf(files, folder)), /^It is not the same:.*log\.txt/s);
});

pageTest(
  "a result is verified when it is dropped: on the page, and on the dialog that is open",
  async (page) => {
    const files = new Map(resultFiles(runExperiment(parseExperiment(text, { fileName: "gender.yaml" }))));
    const folder = "seed-42-fd52df8d";
    const told = page.locator("dialog pre");
    await dropZip(page, zipOf(files, folder));
    await told.filter({ hasText: /identical|same/i }).waitFor();
    files.set("log.txt", String(files.get("log.txt")).replace("0.949", "0.950"));
    await dropZip(page, zipOf(files, folder));
    await told.filter({ hasText: "log.txt" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Verify" }).click();
    await page.locator("dialog").waitFor();
    assert.equal(await told.count(), 0);
  },
);

pageTest("a folder that is picked is verified; one that holds several results is told so", async (page) => {
  const files = resultFiles(runExperiment(parseExperiment(text, { fileName: "gender.yaml" })));
  const folder = await Deno.makeTempDir();
  const told = page.locator("dialog pre");
  for (const name of ["seed-42-fd52df8d", "seed-43-aaaaaaaa"]) {
    await Deno.mkdir(`${folder}/gender/${name}`, { recursive: true });
    for (const [file, content] of files) {
      await Deno.writeFile(`${folder}/gender/${name}/${file}`, bytesOf(content));
    }
  }
  await page.getByRole("button", { name: "Verify" }).click();
  const picker = page.locator("input[webkitdirectory]");
  await picker.setInputFiles(`${folder}/gender`);
  await told.filter({ hasText: /gender holds no result itself: .*seed-42-fd52df8d/ }).waitFor();
  await picker.setInputFiles(`${folder}/gender/seed-42-fd52df8d`);
  await told.filter({ hasText: /identical|same/i }).waitFor();
  // Its files are right, and its name is that of another.
  await picker.setInputFiles(`${folder}/gender/seed-43-aaaaaaaa`);
  await told.filter({ hasText: "seed-42-fd52df8d" }).waitFor();
  await Deno.remove(folder, { recursive: true });
});

pageTest(
  "the page is marked while a file is over it, and not when it has left or was dropped",
  async (page) => {
    const after = async (kind: string): Promise<unknown> =>
      await page.evaluate(`{
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], "nothing.pdf"));
      document.body.dispatchEvent(new DragEvent("${kind}", { dataTransfer, bubbles: true, cancelable: true }));
      document.documentElement.classList.contains("file-over");
    }`);
    const kinds = ["dragover", "dragleave", "dragover", "drop"];
    assert.deepEqual(await Promise.all(kinds.map(after)), [true, false, true, false]);
    await page.locator(".notice").waitFor();
  },
);

pageTest("a dialog that cannot be loaded is a notice, and the page goes on", async (_, site) => {
  const { browser } = await ready();
  // A service worker would bring the programs from what it keeps.
  const page = await openPage(browser, { serviceWorkers: "block" });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(site.url);
  await page.waitForSelector(".badge");
  await page.route(/\/(later_panels|dropped)-[^/]*\.js$/, (route) => route.abort());
  const notice = page.locator(".notice", { hasText: "could not be loaded" });
  await page.getByRole("button", { name: "Verify" }).click();
  await notice.waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await dropZip(page, new Uint8Array());
  await notice.waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  const before = await page.locator(".time-bar").textContent();
  await page.getByRole("button", { name: "Watch it learn" }).focus();
  await page.keyboard.press(",");
  await waitFor(page, `document.querySelector(".time-bar").textContent !== ${JSON.stringify(before)}`);
  assert.deepEqual(errors, []);
  await page.context().close();
});

pageTest("the library page shows in three lines what the terminal shows", async (page, site) => {
  await page.goto(`${site.url}library.html`);
  await waitFor(page, `document.getElementById("log").textContent !== ""`);
  const log = resultFiles(runExperiment(parseExperiment(text, { fileName: "gender.yaml" }))).get("log.txt");
  assert.equal(await page.locator("#log").textContent(), log);
});

lastPageTest();
