// A film in a browser: it plays, pauses and is moved by hand, stands still where motion is unwanted, and asks for nothing.

import assert from "node:assert/strict";
import axe from "npm:axe-core@4.11.0";
import type { Browser, BrowserContextOptions, Page } from "npm:playwright-core@1.65.1";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { filmOf } from "../../src/explain/film/film.ts";
import { cannotBrowse } from "../chromium.ts";
import { genderText } from "../report/report_cases.ts";
import { within } from "../waiting.ts";
import { launchChromium, openPage } from "../web/chromium_driver.ts";

const film = filmOf(parseExperiment(genderText));
const html = "ok" in film ? film.ok : "";

/** A page from a file, as somebody opens it who got it by mail. */
async function opened(
  browser: Browser,
  options: BrowserContextOptions,
  prepare = (_: Page): Promise<void> => Promise.resolve(),
): Promise<Page> {
  const file = Deno.makeTempFileSync({ suffix: ".html" });
  Deno.writeTextFileSync(file, html);
  const page = await openPage(browser, options);
  await prepare(page);
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith("file://")) complaints.push(request.url());
  });
  await page.goto(`file://${file}`);
  Deno.removeSync(file);
  assert.deepEqual(complaints, []);
  return page;
}

/** The same, whose time stands still until it is run: what moves by itself is then where it should be, however slow all is. */
async function openedInTime(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await opened(browser, options, (page) => page.clock.install({ time: 0 }));
  await page.clock.pauseAt(600_000);
  return page;
}

async function words(page: Page): Promise<string> {
  return (await page.textContent("#words"))!;
}

/** How many pictures are to be seen: one of each figure. */
async function shownCount(page: Page): Promise<number> {
  return await page.locator(".shot:visible").count();
}

const inBrowser = (title: string, check: (browser: Browser) => Promise<void>): void =>
  Deno.test({
    name: title,
    ignore: cannotBrowse,
    // The browser's pipes close a moment after the test.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const browser = await launchChromium();
      try {
        await check(browser);
      } finally {
        await browser.close();
      }
    },
  });

inBrowser(
  "a film begins at the start and stands still until it is played; played, it moves until it is paused",
  async (browser) => {
    const page = await openedInTime(browser);
    const start = await words(page);
    assert.match(start, /^at the start: loss 0\.243, 2 of 4 rows right$/);
    await page.clock.runFor(700);
    assert.equal(await words(page), start);
    await page.getByRole("button", { name: "Play" }).click();
    await page.clock.runFor(700);
    assert.match(await words(page), /^after /);
    await page.getByRole("button", { name: "Pause" }).click();
    const paused = await words(page);
    await page.clock.runFor(700);
    assert.equal(await words(page), paused);
    assert.equal(await shownCount(page), 2);
  },
);

inBrowser("a film is moved by the slider and by keys, and plays again from the start", async (browser) => {
  const page = await openedInTime(browser);
  await page.keyboard.press("ArrowRight");
  assert.match(await words(page), /^after 1 epoch: /);
  await page.keyboard.press("ArrowLeft");
  assert.match(await words(page), /^at the start/);
  await page.focus("#moment");
  await page.keyboard.press("End");
  assert.equal(await words(page), "after 1000 epochs: loss 0.00238, 4 of 4 rows right");
  assert.equal(await page.getAttribute("#moment", "aria-valuetext"), await words(page));
  const cursor = await page.getAttribute(".cursor", "transform");
  assert.equal(cursor, `translate(${await page.getAttribute(".cursor", "data-length")},0)`);
  assert.equal(await page.locator("#map-at-47:visible, #diagram-at-47:visible").count(), 2);
  await page.getByRole("button", { name: "Play" }).press("Space");
  assert.match(await words(page), /^at the start/);
  await page.clock.runFor(700);
  assert.match(await words(page), /^after [1-9] epoch/);
});

inBrowser(
  "where motion is unwanted a film does not play, and is moved by hand all the same",
  async (browser) => {
    const page = await openedInTime(browser, { reducedMotion: "reduce" });
    assert.equal(await page.getByRole("button").count(), 0);
    assert.ok(await page.isVisible("#still"));
    await page.keyboard.press("Space");
    await page.clock.runFor(700);
    assert.match(await words(page), /^at the start/);
    await page.keyboard.press("ArrowRight");
    assert.match(await words(page), /^after 1 epoch/);
  },
);

inBrowser("without a script, and on paper, a film is six pictures side by side", async (browser) => {
  const plain = await opened(browser, { javaScriptEnabled: false });
  assert.equal(await plain.locator(".shot:visible").count(), 12);
  assert.ok(!await plain.isVisible(".controls"));
  const page = await opened(browser, {});
  await page.emulateMedia({ media: "print" });
  assert.equal(await shownCount(page), 12);
  assert.ok(!await page.isVisible(".controls"));
});

inBrowser(
  "axe-core finds nothing in a film, light or dark, and on a phone nothing is cut off",
  async (browser) => {
    for (const [width, colorScheme] of [[1280, "light"], [360, "dark"]] as const) {
      const page = await opened(browser, { viewport: { width, height: 800 }, colorScheme });
      assert.ok(Number(await page.evaluate("document.documentElement.scrollWidth")) <= width);
      await page.evaluate(axe.source);
      const { violations } = await within(
        "what axe-core finds",
        page.evaluate('axe.run({ resultTypes: ["violations"] })'),
      ) as {
        violations: readonly { id: string; nodes: readonly { html: string }[] }[];
      };
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    }
  },
);
