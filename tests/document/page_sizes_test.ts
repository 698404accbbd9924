// Pages on the wall and on paper: large where there is room, and nothing cut off without a sign.

import assert from "node:assert/strict";
import { type Browser, chromium, type Page } from "npm:playwright-core@1.65.1";
import { comparisonReport } from "../../src/comparison/comparison_report.ts";
import { compareOutcomes } from "../../src/comparison/comparison.ts";
import { htmlPage } from "../../src/document/html_page.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { cannotBrowse, chromiumPath } from "../chromium.ts";
import { genderText, reportCases, reportOfRun } from "../report/report_cases.ts";

/** Runs that differ in so much that their table is wider than any sheet. */
const wide = comparisonReport(compareOutcomes([1, 2, 3].map((number) => ({
  label: `a_rather_long_name_of_run_${number}`,
  outcome: runExperiment(parseExperiment(genderText, {
    overrides: [
      `seed=${number}`,
      `learning_rate=0.${number}`,
      `epochs=${number}0`,
      `hidden=[${number},2]`,
      `batch_size=${number}`,
      `l1=0.00${number}`,
      `l2=0.0${number}`,
      `clip_norm=${number}`,
      `shuffle_seed=${number}`,
      `momentum=0.${number}`,
    ],
  })),
}))));

/** A sheet of A4 with the page's own margins, in CSS pixels. */
const SHEET_WIDTH = Math.floor((210 - 2 * 15) / 25.4 * 96);

async function withPage(html: string, width: number, look: (page: Page) => Promise<void>): Promise<void> {
  const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"];
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath, args });
  try {
    const page = await browser.newPage({ viewport: { width, height: 1080 } });
    await page.setContent(html);
    await look(page);
  } finally {
    await browser.close();
  }
}

const inBrowser = (name: string, fn: () => Promise<void>): void =>
  // The browser's pipes close a moment after the test.
  Deno.test({ name, ignore: cannotBrowse, sanitizeOps: false, sanitizeResources: false, fn });

interface Size {
  readonly font: number;
  readonly main: number;
  readonly charts: readonly number[];
}

async function sizeOf(page: Page): Promise<Size> {
  return await page.evaluate(`({
    font: parseFloat(getComputedStyle(document.body).fontSize),
    main: document.querySelector("main").getBoundingClientRect().width,
    charts: [...document.querySelectorAll("figure svg")].map((svg) => svg.getBoundingClientRect().width),
  })`);
}

inBrowser(
  "at 1920 pixels a page fills the wall: large type, charts twice as wide as drawn, no column in the middle",
  async () => {
    await withPage(htmlPage(reportOfRun(genderText)), 1920, async (page) => {
      const { font, main, charts } = await sizeOf(page);
      assert.ok(font >= 22, `${font}`);
      assert.ok(main >= 1600, `${main}`);
      assert.ok(charts.length >= 4 && charts.every((width) => width >= 750), charts.join());
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 1920);
    });
  },
);

inBrowser("at 1280 pixels a page keeps the size of text that the reader has chosen", async () => {
  await withPage(htmlPage(reportOfRun(genderText)), 1280, async (page) => {
    assert.equal((await sizeOf(page)).font, 16);
  });
});

inBrowser("on paper no table, chart or formula is wider than the sheet", async () => {
  const pages = [
    htmlPage(wide),
    ...reportCases.filter(({ title }) => /four features|lesson|worksheet|comparison/.test(title))
      .map(({ report }) => htmlPage(report())),
  ];
  await withPage("", SHEET_WIDTH, async (page) => {
    await page.emulateMedia({ media: "print" });
    for (const html of pages) {
      await page.setContent(html);
      const over = await page.evaluate(`
        [...document.querySelectorAll("table, table *, svg, math, p, pre")]
          .filter((element) => !element.closest(".said") && element.getBoundingClientRect().right > ${SHEET_WIDTH} + 1)
          .map((element) => element.outerHTML.slice(0, 120))
      `) as readonly string[];
      assert.deepEqual(over, []);
    }
  });
});

inBrowser(
  "on paper the numbers of a table that is too wide stand beside the names of their columns",
  async () => {
    await withPage(htmlPage(wide), SHEET_WIDTH, async (page) => {
      await page.emulateMedia({ media: "print" });
      const names = await page.evaluate(`
      [...document.querySelectorAll(".rows-print tbody tr:first-child td")]
        .map((cell) => getComputedStyle(cell, "::before").content)
    `) as readonly string[];
      assert.ok(names.length > 10 && names.some((name) => name.includes("learning_rate")), names.join());
      assert.ok(!await page.isVisible(".rows-print thead"));
    });
  },
);

inBrowser(
  "a table that goes on beyond the screen shows a shade at that edge, and none at its end",
  async () => {
    await withPage(htmlPage(wide), 360, async (page) => {
      const shades = async (): Promise<readonly [left: number, right: number]> => {
        const scroll = page.locator(".scroll").first();
        const box = (await scroll.boundingBox())!;
        const picture = await scroll.screenshot();
        const found = await page.evaluate(`(async () => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array([${[...picture].join()}])]));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext("2d");
        context.drawImage(bitmap, 0, 0);
        const row = 3;
        const red = (x) => context.getImageData(x, row, 1, 1).data[0];
        return [red(1), red(bitmap.width - 2)];
      })()`);
        assert.ok(box.width <= 360);
        return found as [number, number];
      };
      const [left, right] = await shades();
      assert.ok(left > 250 && right < 200, `${left} ${right}`);
      await page.evaluate(`document.querySelector(".scroll").scrollLeft = 10000`);
      const [leftAfter, rightAfter] = await shades();
      assert.ok(leftAfter < 200 && rightAfter > 250, `${leftAfter} ${rightAfter}`);
    });
  },
);
