// The page in three browsers, from a site and from one file on the disk: it answers, takes a drag, typing and a seed, and
// tries ten thousand of them.

import assert from "node:assert/strict";
import { BROWSERS, inBrowser } from "./browsers.ts";
import { sharedSite } from "./built_site.ts";
import { type Place, type TestPage, until } from "./web_driver.ts";

for (const browserCase of BROWSERS) {
  Deno.test({
    name: `${browserCase.name} drags, types and tries seeds, on a site and in one file`,
    ignore: browserCase.isMissing,
    // The browser's pipes close a moment after the test.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const { site, single } = await sharedSite();
      await inBrowser(browserCase, async (browser) => {
        for (const url of [site.url, `file://${single}`]) {
          const page = await browser.open(url);
          await tinker(page);
          await page.close();
        }
      });
    },
  });
}

async function tinker(page: TestPage): Promise<void> {
  await until(page, `document.querySelector(".badge.same")`);
  await until(page, `document.querySelector(".editor").shadowRoot?.querySelector(".cm-content")`);
  const from = await middleOf(page, `[data-mark="queries 0"]`);
  const to = { x: from.x + 80, y: from.y - 40 };
  await page.drag(from, to);
  await until(page, `!document.querySelector(".answers").textContent.includes("0.949")`);
  // Moves are worked in one after another; what the last one gave is drawn below the pointer.
  await until(page, isAsFarRight(`[data-mark="queries 0"]`, to));
  const dragged = await textOf(page);
  const [, weight] = /name: Emily, weight: ([\d.]+)/.exec(dragged)!;
  assert.ok(Number(weight) > 129, weight);
  await page.run(`document.querySelector("[aria-label=Undo]").click()`);
  await until(page, `document.querySelector(".answers").textContent.includes("0.949")`);
  assert.ok((await textOf(page)).includes("name: Emily, weight: 128, height: 63"));
  // Typed at the end of the text: a comment, which changes the bytes and no answer.
  await page.run(`
    const view = document.querySelector(".editor").shadowRoot.querySelector(".cm-content");
    view.focus();
    getSelection().selectAllChildren(view.querySelector(".cm-line:last-child"));`);
  await page.type("# mine");
  await until(page, `document.querySelector(".editor").shadowRoot.textContent.includes("# mine")`);
  await until(page, `document.querySelector(".badge:not(.same)")`);
  await page.run(`document.querySelector(".luck-panel .primary").click()`);
  await until(
    page,
    `/10,000 seeds/.test(document.querySelector(".sentence").textContent) &&
    document.querySelector(".luck-panel .primary").textContent.startsWith("Try")`,
  );
  assert.match(String(await page.run(`return document.querySelector(".sentence").textContent`)), /83\.7%/);
}

/**
 * Whether the middle of an element is as far right as a place, but for a pixel or two by which a value is rounded.
 * How far up it is says less: what is written above the map may take another line meanwhile.
 */
function isAsFarRight(selector: string, { x }: Place): string {
  return `((box) => Math.abs(box.x + box.width / 2 - ${x}) < 5)(
    document.querySelector('${selector}').getBoundingClientRect())`;
}

/** The middle of an element, as soon as it stands still: what is drawn fits itself to the room that it has. */
async function middleOf(page: TestPage, selector: string): Promise<Place> {
  return await page.run(`
    const look = () => {
      const { x, y, width, height } = document.querySelector('${selector}').getBoundingClientRect();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    };
    for (let before = look();;) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const now = look();
      if (now.x === before.x && now.y === before.y) return now;
      before = now;
    }`) as Place;
}

/** The text as the editor shows it. */
async function textOf(page: TestPage): Promise<string> {
  return String(
    await page.run(`
    const lines = document.querySelector(".editor").shadowRoot.querySelectorAll(".cm-line");
    return [...lines].map((line) => line.textContent).join("\\n");`),
  );
}
