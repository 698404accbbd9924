// The page on a phone, done in Chromium by touch: one panel at a time, and nothing that is said only where nobody looks.

import assert from "node:assert/strict";
import type { Page } from "npm:playwright-core@1.65.1";
import { cannotBrowse } from "../chromium.ts";
import { openPage, waitFor } from "./chromium_driver.ts";
import { lastPageTest, ready } from "./page_case.ts";

/** A test on a page of its own, as wide as a phone. */
function phoneTest(
  name: string,
  work: (page: Page, width: number) => Promise<void>,
  widths: readonly number[] = [390],
): void {
  Deno.test({
    name,
    ignore: cannotBrowse,
    // The browser's pipes close a moment after the test.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const { browser, site } = await ready();
      for (const width of widths) {
        const viewport = { width, height: width < 350 ? 640 : 844 };
        const page = await openPage(browser, { viewport, hasTouch: true, isMobile: true });
        await page.goto(site.url);
        await page.waitForSelector(".badge");
        await work(page, width);
        await page.context().close();
      }
    },
  });
}

async function openTab(page: Page, name: string): Promise<void> {
  await page.locator(".tabs").getByRole("button", { name }).tap();
}

/** Whether all of an element is in sight, above the time bar. */
function isInSight(selector: string): string {
  return `(() => {
    const box = document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect();
    return box !== undefined && box.height > 0 && box.top >= 0 &&
      box.bottom <= document.querySelector(".time-bar").getBoundingClientRect().top;
  })()`;
}

phoneTest(
  "a mistake in a cell is told in sight, with what mends it, and the cell is marked until it is mended",
  async (page) => {
    await openTab(page, "Rows");
    const cell = page.getByLabel("height, row 1");
    await cell.fill("65,5");
    await cell.press("Enter");
    await waitFor(page, isInSight(".mistakes button"));
    assert.match(await page.locator(".mistakes").innerText(), /must be a number: found "?65,5/);
    assert.equal(await cell.getAttribute("aria-invalid"), "true");
    assert.equal(await cell.inputValue(), "65,5");
    // What is typed right meanwhile stands, and is no mistake.
    const right = page.getByLabel("weight, row 1");
    await right.fill("134");
    await right.press("Enter");
    await waitFor(page, `document.querySelector("textarea")?.value.includes("weight: 134")`);
    assert.deepEqual(
      [await cell.getAttribute("aria-invalid"), await right.getAttribute("aria-invalid")],
      ["true", null],
    );
    assert.deepEqual([await cell.inputValue(), await right.inputValue()], ["65,5", "134"]);
    await page.locator(".mistakes").getByRole("button", { name: "Change to 65.5" }).tap();
    await waitFor(page, `document.querySelector(".mistakes li") === null`);
    assert.equal(await cell.inputValue(), "65.5");
    assert.equal(await cell.getAttribute("aria-invalid"), null);
    assert.equal(await page.locator("h2", { hasText: "The experiment" }).isVisible(), false);
  },
  [390, 320],
);

phoneTest("a chain rule stands whole: the page scrolls, and not a box in it", async (page) => {
  await openTab(page, "Network");
  await page.getByLabel("weight or bias").selectOption("w1");
  await page.locator(".equations li").nth(5).waitFor();
  assert.equal(
    await page.evaluate(`{
      const { scrollHeight, clientHeight } = document.querySelector(".equations");
      scrollHeight - clientHeight;
    }`),
    0,
  );
}, [390, 320]);

phoneTest(
  "rows stand whole on the narrowest phone, and what can be dragged is above the time bar",
  async (page) => {
    await waitFor(page, isInSight('[data-mark="queries 0"]'));
    await openTab(page, "Rows");
    const right = (selector: string): string =>
      `Math.max(...[...document.querySelectorAll("${selector}")].map((each) => each.getBoundingClientRect().right))`;
    await waitFor(page, `${right(".row-table button")} <= ${right(".row-table .scroll")}`);
  },
  [320],
);

phoneTest("the text wraps, and what is at its caret is explained in sight", async (page) => {
  await openTab(page, "Text");
  const field = page.locator("textarea.text");
  const isWrapped =
    "document.querySelector('textarea.text').scrollWidth <= document.querySelector('textarea.text').clientWidth";
  assert.equal(await page.evaluate(isWrapped), true);
  await field.evaluate((element: HTMLTextAreaElement) => {
    const at = element.value.indexOf("learning_rate:") + 3;
    element.setSelectionRange(at, at);
  });
  await page.getByRole("button", { name: "Explain the key at the caret" }).tap();
  await waitFor(page, isInSight(".explained p"));
  assert.match(
    await page.locator(".explained[role=status]").innerText(),
    /^training\.learning_rate\n[^]*wanted: /,
  );
  await field.press("End");
  await field.pressSequentially(" ");
  await page.locator(".explained p").waitFor({ state: "detached" });
}, [390, 320]);

phoneTest("a dialog is as narrow as the phone, and nothing in it scrolls sideways", async (page) => {
  for (
    const [name, last] of [["Your data", "textarea"], ["Share", ".copy"], ["Download", ".forms li"], [
      "Verify",
      "input",
    ]]
  ) {
    await page.getByRole("button", { name }).first().tap();
    await page.locator(`dialog ${last}`).first().waitFor();
    const wide = await page.evaluate(`[...document.querySelectorAll("dialog, dialog *")]
      .filter(({ clientWidth, scrollWidth, localName }) => localName !== "input" && scrollWidth > clientWidth && clientWidth > 0)
      .map(({ outerHTML }) => outerHTML.slice(0, 80))`);
    assert.deepEqual(wide, [], name);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  }
}, [320]);

phoneTest("what has the focus is above the time bar, which on a low page scrolls away", async (page) => {
  await openTab(page, "Rows");
  const button = page.getByRole("button", { name: "Add a question" });
  await button.evaluate((element) => element.id = "last");
  await page.evaluate("scrollTo(0, 0)");
  await button.focus();
  await waitFor(page, isInSight("#last"));
  await page.setViewportSize({ width: 320, height: 256 });
  await waitFor(page, `getComputedStyle(document.querySelector(".time-bar")).position === "static"`);
}, [390, 320]);

lastPageTest();
