// The page for everyone: axe-core finds nothing in any state, keys reach everything, targets are large enough, and
// nothing is cut off on a narrow screen, with large text, or where motion is not wanted.

import assert from "node:assert/strict";
import axe from "npm:axe-core@4.11.0";
import type { Browser, BrowserContextOptions, Page } from "npm:playwright-core@1.65.1";
import { cannotBrowse } from "../chromium.ts";
import { within } from "../waiting.ts";
import { serveSite } from "./built_site.ts";
import { launchChromium, openPage, waitFor } from "./chromium_driver.ts";

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** States of the page, each with the way there from the one before. */
const STATES: readonly (readonly [name: string, go: (page: Page) => Promise<unknown>])[] = [
  ["as it opens", () => Promise.resolve()],
  ["with a chain rule", async (page) => {
    await tab(page, "Network");
    await page.getByLabel("weight or bias").selectOption({ index: 1 });
    await page.waitForSelector(".equations");
  }],
  ["with an answer that is followed", async (page) => {
    await page.getByLabel("weight or bias").selectOption("");
    await page.locator(".answer button").first().click();
    await page.waitForSelector(".chart-network .light text");
  }],
  ["with luck", async (page) => {
    await tab(page, "Luck");
    await page.getByRole("button", { name: /^Try 10,000/ }).click();
    await page.waitForSelector(".seed-picker");
  }],
  ["with a pin", async (page) => {
    await page.evaluate("document.querySelector('.pin').click()");
    await page.waitForSelector(".pins-panel");
  }],
  ["rows", (page) => tab(page, "Rows")],
  ["a place on the map", async (page) => {
    await page.locator(".chart-map .surface").click({ position: { x: 200, y: 60 } });
    await page.waitForSelector(".map-menu");
  }],
  ...Object.entries({
    "Your data": "dialog[open] textarea",
    Share: 'dialog[open] .copy input[aria-label="Link"]',
    Download: "dialog[open] .forms li",
    Verify: "dialog[open] input[type=file]",
  }).map(([name, last]) =>
    [`dialog ${name}`, async (page: Page) => {
      await page.getByRole("button", { name }).first().click();
      await page.locator(last).first().waitFor({ state: "attached" });
    }] as const
  ),
  ["with a mistake in a cell", async (page) => {
    await page.keyboard.press("Escape");
    await tab(page, "Rows");
    await page.getByLabel("height, row 1").fill("65,5");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".mistakes li");
  }],
  ["with a mistake", async (page) => {
    await tab(page, "Text");
    await typeOver(page, "epochs: 1000", "epocks: 1000");
    await page.waitForSelector(".mistakes li");
  }],
];

/** On a narrow page a panel is behind its name. */
async function tab(page: Page, name: string): Promise<void> {
  const button = page.locator(".tabs").getByRole("button", { name });
  if (await button.isVisible()) await button.click();
}

/** Replaces a part of the text, in the plain field or in the editor. */
async function typeOver(page: Page, before: string, after: string): Promise<void> {
  const field = page.locator("textarea.text");
  if (await field.isVisible()) {
    await field.fill((await field.inputValue()).replace(before, after));
    return;
  }
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText((await page.evaluate(TEXT) as string).replace(before, after));
}

/** The text of the experiment that the page was opened with. */
const TEXT = "JSON.parse(document.getElementById('site').textContent).experiments[0].source.text";

const site = cannotBrowse ? null : await serveSite();

Deno.test({
  name:
    "axe-core finds nothing on the page on which a tab is lent, at rest and in trouble, and nothing is cut off",
  ignore: cannotBrowse,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const browser = await launchChromium();
    try {
      for (const [width, colorScheme] of [[1280, "light"], [360, "dark"]] as const) {
        const page = await openPage(browser, { viewport: { width, height: 800 }, colorScheme });
        await page.goto(`${site!.url}work.html#server=ws%3A%2F%2F127.0.0.1%3A1&name=alice`);
        await page.getByRole("button", { name: "Start" }).waitFor();
        assert.deepEqual(await findings(page), [], `${width}, ${colorScheme}`);
        await page.getByLabel("Key, where the server wants one").fill("no key");
        await page.getByRole("button", { name: "Start" }).click();
        await page.getByText("this is no key: it begins with SU").waitFor();
        assert.deepEqual(await findings(page), [], `in trouble, ${width}, ${colorScheme}`);
        assert.equal(await page.title(), "trouble · Lend this tab · Seedbed");
        assert.match(
          await page.evaluate(`{
            const wrong = [...document.querySelectorAll("[aria-invalid=true]")];
            wrong.map((field) => field.type + ": " + document.getElementById(field.getAttribute("aria-describedby")).textContent).join();
          }`) as string,
          /^password: this is no key: it begins with SU/,
        );
        assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        await page.getByLabel("Key, where the server wants one").fill("");
        assert.equal(await page.locator("[aria-invalid]").count(), 0);
        await page.getByRole("button", { name: "Start" }).click();
        await page.locator(".trouble").waitFor();
        await page.getByRole("button", { name: "Start" }).waitFor();
        await page.context().close();
      }
    } finally {
      await browser.close();
    }
  },
});

Deno.test({
  name: "axe-core finds nothing in any state, light and dark, on a desk and on a phone",
  ignore: cannotBrowse,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const browser = await launchChromium();
    try {
      for (
        const [width, colorScheme] of [[1280, "light"], [360, "dark"], [1280, "dark"], [
          360,
          "light",
        ]] as const
      ) {
        // The colours of a state are those of all: the second look at each width is at the first state alone.
        const states = width === 1280 === (colorScheme === "light") ? STATES : STATES.slice(0, 1);
        const page = await openedPage(browser, { viewport: { width, height: 800 }, colorScheme });
        for (const [name, go] of states) {
          await go(page);
          assert.deepEqual(await findings(page), [], `${name}, ${width}, ${colorScheme}`);
          await page.keyboard.press("Escape"); // a menu or a dialog closes
        }
        await page.context().close();
      }
    } finally {
      await browser.close();
    }
  },
});

Deno.test({
  name: "targets have 24 pixels, those of the time bar 44, on a desk and on a phone",
  ignore: cannotBrowse,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const browser = await launchChromium();
    try {
      for (const width of [1280, 360]) {
        const page = await openedPage(browser, { viewport: { width, height: 800 } });
        const small = await page.evaluate(`[...document.querySelectorAll("button, select, input, summary")]
          .filter((element) => element.checkVisibility() && !element.closest(".seed-picker"))
          .map((element) => [element.getBoundingClientRect(), element])
          .filter(([{ width, height }, element]) => {
            const least = element.matches(".time-bar button, .time-bar input") ? 44 : 24;
            return Math.min(width, height) < least;
          }).map(([{ width, height }, element]) => element.outerHTML.slice(0, 80) + width + "x" + height)`);
        assert.deepEqual(small, [], String(width));
        await page.context().close();
      }
    } finally {
      await browser.close();
    }
  },
});

Deno.test({
  name: "nothing is cut off at 320 pixels, nor with text of twice the size",
  ignore: cannotBrowse,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    // Measures of media follow the browser's own size of text, and not what a page says of its root.
    const [browser, withLargeText] = await Promise.all([
      launchChromium(),
      launchChromium("--blink-settings=defaultFontSize=32"),
    ]);
    try {
      for (const [width, text] of [[320, browser], [360, withLargeText], [1280, withLargeText]] as const) {
        const page = await openedPage(text, { viewport: { width, height: 800 } });
        for (const name of ["Text", "Network", "Loss", "Luck", "Rows"]) {
          await tab(page, name);
          assert.deepEqual(await page.evaluate(CUT), [], `${name}, ${width}`);
          await waitFor(page, `"${name}" && document.documentElement.scrollWidth <= ${width}`);
        }
        assert.ok(await page.getByRole("button", { name: "Pin" }).isVisible(), String(width));
        await page.context().close();
      }
    } finally {
      await Promise.all([browser.close(), withLargeText.close()]);
    }
  },
});

/** Controls that reach beyond what cuts them off, or beyond the page; wide tables scroll by themselves. */
const CUT = `[...document.querySelectorAll("button, select, input, textarea, summary, a")]
  .filter((control) => control.checkVisibility() && !control.matches(".mark, .seed-picker *"))
  .filter((control) => {
    const { left, right } = control.getBoundingClientRect();
    for (let around = control.parentElement; around !== null; around = around.parentElement) {
      if (around.matches(".scroll")) return false;
      if (getComputedStyle(around).overflowX === "visible" && around !== document.documentElement) continue;
      const cut = around.getBoundingClientRect();
      if (left < cut.left - 1 || right > cut.right + 1) return true;
    }
    return false;
  }).map(({ outerHTML }) => outerHTML.slice(0, 80))`;

Deno.test({
  name: "the head and the time bar of a page as broad as a tablet have their buttons in one row",
  ignore: cannotBrowse,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const browser = await launchChromium();
    try {
      const page = await openedPage(browser, { viewport: { width: 560, height: 800 } });
      for (const width of [560, 640]) {
        await page.setViewportSize({ width, height: 800 });
        await waitFor(page, `innerWidth === ${width} && document.querySelector(".top").offsetHeight < 130`);
      }
      const rows = (buttons: string): string =>
        `new Set([...document.querySelectorAll("${buttons}")].filter(({ offsetParent }) => offsetParent !== null)` +
        `.map((button) => Math.round(button.getBoundingClientRect().top))).size`;
      for (const width of [768, 834, 900, 1000, 1024, 1112, 1130, 1180, 1270]) {
        await page.setViewportSize({ width, height: 800 });
        const isOneRow = `${rows(".top button")} === 1 && ${rows(".time-bar button")} === 1`;
        await waitFor(page, `innerWidth === ${width} && ${isOneRow}`);
      }
    } finally {
      await browser.close();
      await site!.close();
    }
  },
});

/** A page with its answer and, where there is room for it, its editor, which takes the place of the plain field. */
async function openedPage(
  browser: Browser,
  options: BrowserContextOptions & { readonly viewport: { readonly width: number; readonly height: number } },
): Promise<Page> {
  const page = await openPage(browser, options);
  await page.goto(site!.url);
  await page.waitForSelector(".badge");
  if (options.viewport.width > 760) await page.waitForSelector(".cm-content");
  return page;
}

/** Ids that stand twice, and what axe-core finds on a page; where a dialog is open, in that: nothing else can be reached. */
async function findings(page: Page): Promise<readonly string[]> {
  const ids = await page.evaluate('[...document.querySelectorAll("[id]")].map(({ id }) => id)') as string[];
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} stands twice`);
  // The page's own policy forbids foreign scripts; the debugger may run them all the same.
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(axe.source);
  const { violations } = await within(
    "what axe-core finds",
    page.evaluate(
      'axe.run(document.querySelector("dialog[open]") ?? document, { resultTypes: ["violations"] })',
    ),
  ) as {
    violations: readonly Finding[];
  };
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)
  );
  return [...twice, ...found];
}
