// What can be done on the page, done in Chromium as a person does it: each ends in the text, in one history.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Browser, Page } from "npm:playwright-core@1.65.1";
import { hashOf, parseExperiment, resultFiles, runExperiment } from "../../mod.ts";
import { zipOf } from "../../src/results/zip_archive.ts";
import { readZip } from "../../src/results/zip_reader.ts";
import { cannotBrowse } from "../chromium.ts";
import { exportForms } from "../../src/export/forms.ts";
import { linkFor } from "../../src/play/link.ts";
import { projectPath } from "../project_path.ts";
import { runSeedbed } from "../seedbed_process.ts";
import { until } from "../waiting.ts";
import { type ServedSite, serveSite } from "./built_site.ts";
import { launchChromium, openPage, waitFor } from "./chromium_driver.ts";

const text = await Deno.readTextFile(projectPath("experiments/gender.yaml"));

/** A test on a page of its own, which may say nothing on the console and ask nobody but the site. */
function pageTest(name: string, work: (page: Page, site: ServedSite) => Promise<void>, path = ""): void {
  Deno.test({
    name,
    ignore: cannotBrowse,
    // The browser's pipes close a moment after the test.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const { browser, site } = await ready();
      const page = await openedPage(browser, site.url + path);
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => {
        if (!/^(blob:)?http:\/\/127\.0\.0\.1:/.test(request.url())) complaints.push(request.url());
      });
      await work(page, site);
      assert.deepEqual(complaints, []);
      await page.context().close();
    },
  });
}

let started: Promise<{ readonly browser: Browser; readonly site: ServedSite }> | undefined;

/** One browser and one site for all tests of this file. */
function ready(): NonNullable<typeof started> {
  started ??= Promise.all([launchChromium(), serveSite()]).then(([browser, site]) => ({ browser, site }));
  return started;
}

async function openedPage(browser: Browser, url: string): Promise<Page> {
  const page = await openPage(browser, { viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  await page.goto(url);
  await page.waitForSelector(".badge");
  await page.waitForSelector(".cm-content");
  return page;
}

/** Drops a zip on the dialog that is open, or else on the page. */
async function dropZip(page: Page, zip: Uint8Array): Promise<void> {
  await page.evaluate(`{
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(${JSON.stringify([...zip])})], "result.zip"));
    const target = document.querySelector("dialog") ?? document.body;
    target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }`);
}

/** The text of the experiment as the editor shows it. */
async function textOf(page: Page): Promise<string> {
  return await page.evaluate(
    `[...document.querySelector(".editor").shadowRoot.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\\n")`,
  ) as string;
}

/** Waits until the text holds something. */
async function textHolds(page: Page, part: string): Promise<void> {
  await until(`${part} is in the text`, async () => (await textOf(page)).includes(part));
}

/** Does something that changes the text, and waits until it is changed. */
async function changesText(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await textOf(page);
  await act();
  await until("the text is changed", async () => await textOf(page) !== before);
}

/** Does something that gives another run, and waits until its bytes are known. */
async function changesRun(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await page.locator(".badge").getAttribute("title");
  await act();
  await waitFor(
    page,
    `(document.querySelector(".badge")?.title ?? ${JSON.stringify(before)}) !== ${JSON.stringify(before)}`,
  );
}

/** The middle of a mark on the map. */
async function middleOf(page: Page, mark: string): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.locator(`[data-mark="${mark}"]`).boundingBox();
  return { x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 };
}

async function drag(page: Page, mark: string, by: { readonly x: number; readonly y: number }): Promise<void> {
  const from = await middleOf(page, mark);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 6 });
  await page.mouse.up();
  // Moves are worked in one after another; what the last one gave is as far right as the pointer.
  await until(`${mark} is where it was dragged to`, async () => {
    const { x } = await middleOf(page, mark);
    return Math.abs(x - from.x - by.x) < 5;
  });
}

pageTest("the first answer is there before anything was touched, with the terminal's bytes", async (page) => {
  const manifest = resultFiles(runExperiment(parseExperiment(text, { fileName: "gender.yaml" }))).get(
    "manifest.json",
  )!;
  assert.equal(
    await page.locator(".badge").getAttribute("title"),
    `SHA-256 of the manifest: ${hashOf(manifest)}`,
  );
  assert.equal(await page.locator(".badge").textContent(), "the same bytes as the terminal ");
  assert.match(await page.locator(".answers").textContent() ?? "", /Emily.*F.*0\.949.*Frank.*M.*0\.040/);
});

pageTest("the words that ask to drag cover no name on the map", async (page) => {
  const covered = await page.evaluate(`{
    const words = document.querySelector(".drag-hint span");
    if (!words.checkVisibility()) throw new Error("there are none");
    const { left, right, top, bottom } = words.getBoundingClientRect();
    [...document.querySelectorAll(".chart-map svg text")].filter((name) => {
      const box = name.getBoundingClientRect();
      return box.left < right && box.right > left && box.top < bottom && box.bottom > top;
    }).map((name) => name.textContent);
  }`);
  assert.deepEqual(covered, []);
});

pageTest("a drag moves the query in the text, and one undo takes all of it back", async (page) => {
  await drag(page, "queries 0", { x: 120, y: -60 });
  await waitFor(page, `!document.querySelector(".answers").textContent.includes("0.949")`);
  const after = await textOf(page);
  const [, weight] = /name: Emily, weight: ([\d.]+)/.exec(after)!;
  assert.ok(Number(weight) > 133 && Number(weight) < 155, weight);
  assert.ok(after.includes("# the network sees weight - 135"), "comments stay");
  await page.keyboard.press("ControlOrMeta+z");
  await textHolds(page, "name: Emily, weight: 128, height: 63");
  await waitFor(page, `document.querySelector(".answers").textContent.includes("0.949")`);
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await textHolds(page, `name: Emily, weight: ${weight}`);
});

pageTest("arrow keys move a mark as a drag does", async (page) => {
  await page.locator('[data-mark="dataset.rows 0"]').focus();
  const { x } = await middleOf(page, "dataset.rows 0");
  for (let index = 0; index < 3; index++) await page.keyboard.press("Shift+ArrowRight");
  // Each step is rounded to what the text says, tenths of a pound: less than a pixel.
  await until(
    "three steps of twenty pixels are drawn",
    async () => Math.abs((await middleOf(page, "dataset.rows 0")).x - x - 60) < 3,
  );
  const [, weight] = /name: Alice,\s+weight: ([\d.]+)/.exec(await textOf(page))!;
  assert.ok(Number(weight) > 135, weight);
  await changesText(page, () => page.keyboard.press("ControlOrMeta+z"));
});

pageTest("a number in the text is scrubbed by Alt and arrows, and by Alt and a drag", async (page) => {
  await page.locator(".number", { hasText: /^0\.1$/ }).click();
  await page.keyboard.press("Alt+ArrowUp");
  await textHolds(page, "learning_rate: 0.2");
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await textHolds(page, "learning_rate: 1.2");
  const box = (await page.locator(".number", { hasText: /^1000$/ }).boundingBox())!;
  await page.keyboard.down("Alt");
  await page.mouse.move(box.x + 10, box.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x + 50, box.y + 5, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up("Alt");
  await textHolds(page, "epochs: 1010");
});

pageTest(
  "all mistakes are told at once at their places, and one click mends what was meant",
  async (page) => {
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(
      text.replace("epochs: 1000", "epocks: 1000").replace("hidden: [2]", "hidden: [-2]"),
    );
    await waitFor(page, `document.querySelectorAll(".mistakes li").length === 2`);
    assert.match(await page.locator(".mistakes").textContent() ?? "", /line 20.*line 22.*epocks/s);
    assert.ok(await page.locator(".page.stale").count() === 1);
    await page.getByRole("button", { name: /epochs/i }).first().click();
    await textHolds(page, "epochs: 1000");
    await page.keyboard.press("ControlOrMeta+z");
    await textHolds(page, "epocks: 1000");
  },
);

pageTest("a picture that is kept while a long training waits for its button stands whole", async (page) => {
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(
    text.replace(/epochs: 1000(.*)log_every: 10/, "epochs: 3000000$1log_every: 1000"),
  );
  await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  assert.match(await page.locator(".banner").textContent() ?? "", /It takes about \d+ s\./);
  await waitFor(
    page,
    `document.querySelector(".chart-map svg").getBoundingClientRect().bottom <=
      document.querySelector(".chart-map").getBoundingClientRect().bottom + 1`,
  );
  const { y } = (await page.locator(".chart-map svg text", { hasText: "weight (lb)" }).boundingBox())!;
  const panel = (await page.locator(".chart-map").boundingBox())!;
  assert.ok(y < panel.y + panel.height);
  await page.keyboard.press("ControlOrMeta+z");
  await waitFor(page, `document.querySelector(".chart-map .stage").style.transform === ""`);
});

pageTest("keys and values are completed and explained", async (page) => {
  await page.locator(".cm-line", { hasText: /^network:/ }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(", outp");
  await page.locator(".cm-tooltip-autocomplete").getByText("output", { exact: false }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".cm-line", { hasText: "log_every" }).getByText("epochs").hover();
  await page.locator(".explanation").waitFor();
});

pageTest("time goes back, forth and by row, and playing ends at the end", async (page) => {
  assert.match(await page.locator(".where").textContent() ?? "", /loss 0\.00238$/);
  await page.getByRole("button", { name: "To the start" }).click();
  await waitFor(page, `document.querySelector(".where").textContent.includes("epoch 0 of 1000")`);
  const lossChart = page.getByRole("img", {
    name: /^Loss by epoch, .*; it stands at epoch 0, loss 0\.2\d+$/,
  });
  await lossChart.waitFor();
  await page.getByRole("button", { name: "row", exact: true }).click();
  await page.getByRole("button", { name: "On one row" }).click();
  await page.getByRole("button", { name: "On one row" }).click();
  await waitFor(page, `document.querySelector(".where").textContent.includes("row 2 of 4")`);
  await page.getByRole("button", { name: "Back one row" }).click();
  await waitFor(page, `document.querySelector(".where").textContent.includes("row 1 of 4")`);
  await page.getByLabel("Step of the training").fill("3900");
  await page.getByRole("button", { name: "Watch it learn" }).click();
  await waitFor(page, `document.querySelector(".where").textContent.includes("epoch 1000 of 1000")`);
  await page.getByRole("button", { name: "Watch it learn" }).waitFor();
  await page.locator(".chart-loss .surface").click({ position: { x: 250, y: 60 } });
  await waitFor(
    page,
    String.raw`/^epoch [1-9]\d\d of 1000, loss 0\.0/.test(
      document.querySelector("[aria-label='Step of the training']").getAttribute("aria-valuetext"))`,
  );
});

pageTest(
  "a weight that is pointed at or picked shows its chain rule with the numbers of the step",
  async (page) => {
    await page.getByLabel("weight or bias").selectOption("w1");
    await page.locator(".equations").waitFor();
    assert.match(
      await page.locator(".chain").textContent() ?? "",
      /^w1 1\.719 → 1\.720step 4001, Alice.*∂L\/∂w1 = .* = −0\.0017/s,
    );
    await waitFor(page, `document.querySelectorAll(".light line").length >= 2`);
    await page.getByLabel("with the numbers of").selectOption("row Bob");
    await waitFor(page, `document.querySelector(".chain").textContent.includes("Bob")`);
  },
);

pageTest("ten thousand seeds are counted, and a bar goes to a seed", async (page) => {
  const beganMs = performance.now();
  await page.getByRole("button", { name: "Try 10,000 seeds" }).click();
  await waitFor(
    page,
    `/10,000 seeds/.test(document.querySelector(".sentence").textContent) &&
    !document.querySelector(".chart-histogram progress")`,
  );
  console.log(`10,000 seeds: ${Math.round(performance.now() - beganMs)} ms`);
  assert.match(
    await page.locator(".sentence").textContent() ?? "",
    /^Of 10,000 seeds, .*16\.3% answer no more than yours/,
  );
  const picker = page.getByLabel("go to a seed with this answer");
  const value = await picker.locator("option").nth(1).getAttribute("value");
  await picker.selectOption(value!);
  await textHolds(page, `seed: ${value}`);
  // The same ten thousand, among which this seed stands elsewhere; those of another rate are not there.
  await waitFor(
    page,
    `/^Of 10,000 seeds, .*answer no more than yours/.test(document.querySelector(".sentence").textContent) &&
    !document.querySelector(".sentence").textContent.includes("16.3%")`,
  );
  assert.equal(await page.locator(".guess").count(), 0);
  await page.getByLabel("weight, row 1").first().fill("131");
  await page.getByLabel("weight, row 1").first().press("Enter");
  await page.locator(".guess").waitFor();
  await page.locator(".chart-histogram .drawing svg").waitFor({ state: "detached" });
});

pageTest("seeds are tried for the question that is left where the picked one is removed", async (page) => {
  await page.getByLabel("question").selectOption({ label: "Frank" });
  await page.getByRole("button", { name: "Remove row 2" }).last().click();
  await page.getByLabel("question").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Try 10,000 seeds" }).click();
  await waitFor(page, `/10,000 seeds/.test(document.querySelector(".sentence").textContent)`);
  assert.match(await page.locator(".chart-histogram .drawing").textContent() ?? "", /output for Emily/);
});

pageTest("the dice changes the seed in the text, and the field takes one", async (page) => {
  await page.getByRole("button", { name: "Another seed" }).click();
  await waitFor(page, `document.querySelector(".seed input").value !== "42"`);
  await page.getByLabel("seed", { exact: true }).fill("7");
  await page.getByLabel("seed", { exact: true }).press("Enter");
  await textHolds(page, "init: { seed: 7 }");
});

pageTest("a pinned run stays beside the one that follows, with what differs", async (page) => {
  await page.getByRole("button", { name: "Pin" }).click();
  await page.locator(".pins-panel").waitFor();
  await page.getByLabel("seed", { exact: true }).fill("7");
  await page.getByLabel("seed", { exact: true }).press("Enter");
  await waitFor(page, `/seed/.test(document.querySelector(".pins-panel thead").textContent)`);
  assert.match(await page.locator(".pins-panel tbody").textContent() ?? "", /42/);
  await page.getByRole("button", { name: "Unpin A" }).click();
  await page.locator(".pins-panel").waitFor({ state: "detached" });
});

pageTest("cells, new rows and removed rows are edits of the text", async (page) => {
  await page.getByLabel("weight, row 1").first().fill("140");
  await page.getByLabel("weight, row 1").first().press("Enter");
  await textHolds(page, "name: Alice,   weight: 140");
  await page.getByRole("button", { name: "Remove row 2" }).first().click();
  await waitFor(page, `!document.querySelector(".editor").shadowRoot.textContent.includes("Bob")`);
});

pageTest("a query is added after the last one is removed", async (page) => {
  for (const name of ["Emily", "Frank"]) {
    await page.getByRole("button", { name: "Remove row 1" }).last().click();
    await waitFor(page, `!document.querySelector(".answers").textContent.includes("${name}")`);
  }
  await page.getByRole("button", { name: "Add a row" }).last().click();
  await textHolds(page, "- { weight: 0, height: 0 }");
});

pageTest("several numbers are told by name, and a run that diverged where it did", async (page) => {
  const write = async (training: string): Promise<void> => {
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(
      "dataset: { features: [{ name: x }], targets: [{ name: a }, { name: b }], " +
        `rows: [{ x: 1, a: 0, b: 1 }, { x: 2, a: 1, b: 0 }] }\n${training}\nqueries: [{ name: q, x: 1 }]\n`,
    );
  };
  await write("training: { epochs: 1 }");
  await waitFor(page, `/^qa [\\d.]+, b [\\d.]+$/.test(document.querySelector(".answers").textContent)`);
  await write("network: { output: identity }\ntraining: { epochs: 2000, learning_rate: 10 }");
  await waitFor(
    page,
    `/^The loss is no number from epoch \\d+ on\\.$/.test(document.querySelector(".loss-panel .hint").textContent)`,
  );
});

pageTest("in a table up and down go from row to row, and Tab stops at the cells of one row", async (page) => {
  const focused = (): Promise<unknown> => page.evaluate("document.activeElement.getAttribute('aria-label')");
  const stops = (): Promise<unknown> =>
    page.evaluate(`document.querySelector('.row-table').querySelectorAll('input[tabindex="0"]').length`);
  await page.getByLabel("weight, row 1").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "weight, row 3");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "height, row 3");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "height, row 2");
  assert.equal(await stops(), 4);
});

pageTest("a click on the map asks what to put there", async (page) => {
  await page.locator(".chart-map .surface").click({ position: { x: 300, y: 200 } });
  await page.getByRole("button", { name: "add M" }).click();
  await waitFor(
    page,
    `document.querySelector(".editor").shadowRoot.textContent.match(/gender: M/g).length === 3`,
  );
});

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
    await page.getByText("without the table, which comes with this page").waitFor();
    const { browser } = await ready();
    const other = await openPage(browser);
    await other.goto(link);
    await other.getByText("the same bytes as the sender").waitFor();
    await other.context().close();
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
    await page.locator(".notice.problem").waitFor();
  },
);

pageTest("the confusion matrix says what it shows", async (page) => {
  await page.getByRole("button", { name: "classes" }).click();
  await page.locator(".loss-panel .hint", { hasText: "The diagonal is right" }).waitFor();
});

pageTest("a dialog that cannot be loaded is a notice, and the page goes on", async (_, site) => {
  const { browser } = await ready();
  // A service worker would bring the programs from what it keeps.
  const page = await openPage(browser, { serviceWorkers: "block" });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(site.url);
  await page.waitForSelector(".badge");
  await page.route(/\/(dialogs|dropped)-[^/]*\.js$/, (route) => route.abort());
  const notice = page.locator(".notice.problem", { hasText: "could not be loaded" });
  await page.getByRole("button", { name: "Verify" }).click();
  await notice.waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await dropZip(page, new Uint8Array());
  await notice.waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  const before = await page.locator(".time-bar").textContent();
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

Deno.test({
  name: "the browser and the site end",
  ignore: cannotBrowse,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const { browser, site } = await ready();
    await browser.close();
    await site.close();
  },
});
