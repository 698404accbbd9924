// The page for those who do not see it or do not point at it, done in Chromium: what is said, once and when it stands; and
// that the focus stays near where it was when what has it goes.

import assert from "node:assert/strict";
import type { Page } from "npm:playwright-core@1.65.1";
import { until } from "../waiting.ts";
import { openPage, waitFor } from "./chromium_driver.ts";
import { lastPageTest, pageTest, ready, text, textHolds, textOf } from "./page_case.ts";

/** Writes down what every live region says from now on, when the first answers have been said. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await waitFor(page, `document.querySelector("p[role=status]")?.textContent.includes("Emily")`);
  await page.evaluate(`{
    globalThis.heard = [];
    new MutationObserver((records) => {
      const regions = records.map(({ target }) =>
        (target.parentElement ?? document.body).closest("[aria-live], [role=status]") ??
        (target.matches?.("[aria-live], [role=status]") ? target : null));
      for (const region of new Set(regions)) if (region?.textContent) heard.push(region.textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }`);
  return async () => await page.evaluate("heard") as readonly string[];
}

/** Waits until something is said. */
async function hears(page: Page, words: RegExp): Promise<void> {
  await waitFor(page, `heard.some((said) => ${words}.test(said))`);
}

/** Writes another training into the text. */
async function writeTraining(page: Page, epochs: number, logEvery: number): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(
    text.replace(/epochs: 1000(.*)log_every: 10/, `epochs: ${epochs}$1log_every: ${logEvery}`),
  );
}

/** What has the focus: its name, or its words. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate(`{
    const { activeElement: focused } = document;
    focused === document.body ? "nothing" : focused.ariaLabel ?? (focused.textContent.trim() || focused.className);
  }`) as string;
}

/** Waits until something has the focus. */
async function focuses(page: Page, name: RegExp): Promise<void> {
  await until(`${name} has the focus`, async () => name.test(await focused(page)));
}

pageTest(
  "of ten thousand seeds the result is said once, and of luck nothing when an experiment is opened",
  async (page) => {
    const heard = await listen(page);
    await page.getByRole("button", { name: "Try 10,000 seeds" }).click();
    await hears(page, /^Of 10,000 seeds/);
    await page.waitForTimeout(1000);
    assert.equal((await heard()).length, 1, (await heard()).join("\n"));
    await page.locator(".experiment select").selectOption("xor");
    await hears(page, /^xor is open\. /);
    assert.ok(!(await heard()).slice(1).some((said) => /seed/.test(said)), (await heard()).join("\n"));
  },
);

pageTest("of a long training is said that it waits, begins, stops and ends", async (page) => {
  await listen(page);
  await writeTraining(page, 20_000_000, 10_000);
  await hears(page, /it needs Run/);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await hears(page, /^it trains$/);
  await page.getByRole("button", { name: "Stop" }).click();
  await hears(page, /it stopped at epoch \d+/);
  await writeTraining(page, 3_000_000, 1000);
  await page.getByRole("button", { name: "Run", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Stop" }).focus();
  await hears(page, /it is trained\. epoch 3000000, loss .*Emily/);
  await focuses(page, /What the colours mean/);
});

pageTest(
  "a mistake is said when typing rests, and each has a button that goes to its place",
  async (page) => {
    const heard = await listen(page);
    await page.locator(".cm-line", { hasText: "log_every" }).getByText("epochs").dblclick();
    await page.keyboard.type("epocks", { delay: 120 });
    await hears(page, /^One mistake: line 22: .*epocks/);
    assert.equal((await heard()).length, 1, (await heard()).join("\n"));
    const content = page.locator(".cm-content");
    assert.equal(await content.getAttribute("aria-invalid"), "true");
    await page.locator("h1").click();
    await page.getByRole("button", { name: "line 22" }).click();
    await focuses(page, /editor/);
    const line = `document.querySelector(".editor").shadowRoot.querySelector(".cm-activeLine").textContent`;
    assert.match(await page.evaluate(line) as string, /epocks: 1000/);
    await page.getByRole("button", { name: /Change to epochs/ }).click();
    await textHolds(page, "epochs: 1000");
    await focuses(page, /editor/);
    await waitFor(page, `!document.querySelector(".mistakes li")`);
    assert.equal(await content.getAttribute("aria-invalid"), "false");
  },
);

pageTest("what one moves, scrubs, steps to, pins and takes back is said", async (page) => {
  await listen(page);
  await page.locator('[data-mark="dataset.rows 0"]').focus();
  await page.keyboard.press("Shift+ArrowRight");
  await hears(page, /^Alice weight 13\d\.\d, height 65\. epoch 1000, loss .*Emily/);
  await page.getByRole("button", { name: "Undo" }).click();
  await hears(page, /^undone\. /);
  await page.locator(".number", { hasText: /^0\.1$/ }).click();
  await page.keyboard.press("Alt+ArrowUp");
  await hears(page, /^0\.2\. /);
  await page.getByRole("button", { name: "Back one epoch" }).click();
  await hears(page, /^epoch 999, loss /);
  await page.getByRole("button", { name: "Pin" }).click();
  await hears(page, /pinned A/);
  await page.getByRole("button", { name: "Remove row 4" }).click();
  await hears(page, /^removed\. /);
});

pageTest("undo in the editor leaves the caret at what is undone", async (page) => {
  await page.locator(".number", { hasText: /^0\.1$/ }).click();
  await page.keyboard.press("Alt+ArrowUp");
  await textHolds(page, "learning_rate: 0.2");
  await page.keyboard.press("ControlOrMeta+z");
  await textHolds(page, "learning_rate: 0.1");
  await page.keyboard.type("5");
  await textHolds(page, "learning_rate: 0.15");
});

pageTest("the focus stays near a row, a pin, a menu, a notice or an undo that goes", async (page) => {
  const press = async (name: string): Promise<void> => {
    await page.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  await press("Remove row 4");
  await focuses(page, /^Remove row 3$/);
  await press("Undo");
  await focuses(page, /^Redo$/);
  await press("Add a row");
  await focuses(page, /^name, row 5$/);
  await page.keyboard.press("Escape");
  await focuses(page, /^Add a row$/);
  await press("Add a row");
  for (const [column, cell] of [["weight", "118"], ["height", "61"], ["gender", "F"]]) {
    await page.getByLabel(`${column}, row 5`).fill(cell);
  }
  await page.keyboard.press("Enter");
  await textHolds(page, "- { weight: 118, height: 61, gender: F }");
  await focuses(page, /^Add a row$/);
  await press("Pin");
  await press("Unpin A");
  await focuses(page, /^Try 10,000 seeds$/);
  await page.locator(".chart-map .surface").click({ position: { x: 300, y: 200 } });
  await focuses(page, /^add M$/);
  await page.keyboard.press("Escape");
  await focuses(page, /What the colours mean/);
  await page.evaluate(`document.body.dispatchEvent(new DragEvent("drop", {
    dataTransfer: (() => { const data = new DataTransfer(); data.items.add(new File([], "nothing.pdf")); return data; })(),
    bubbles: true, cancelable: true }))`);
  await page.locator(".notice").waitFor();
  await press("Dismiss");
  await page.locator(".notice").waitFor({ state: "detached" });
  assert.notEqual(await focused(page), "nothing");
});

pageTest("what was left before it goes takes the focus nowhere", async (page) => {
  await page.getByRole("button", { name: "Remove row 4", exact: true }).focus();
  await page.locator("h1").click();
  assert.equal(await focused(page), "nothing");
  await page.evaluate(`document.querySelector("[aria-label='Remove row 4']").click()`);
  await page.getByLabel("name, row 4").waitFor({ state: "detached" });
  await page.waitForTimeout(200);
  assert.equal(await focused(page), "nothing");
});

pageTest("a deed is said each time, also where the one before was the same", async (page) => {
  const heard = await listen(page);
  const removed = async (): Promise<number> =>
    (await heard()).filter((said) => said.startsWith("removed")).length;
  for (const count of [1, 2]) {
    await page.getByRole("button", { name: "Remove row 2", exact: true }).click();
    await until(`removed is said ${count} times`, async () => await removed() === count);
  }
});

pageTest("the key that opens a row enters nothing when it goes up", async (page) => {
  await page.getByRole("button", { name: "Add a row", exact: true }).focus();
  await page.keyboard.down("Enter");
  await focuses(page, /^name, row 5$/);
  await page.keyboard.up("Enter");
  await page.waitForTimeout(300);
  assert.equal(await page.locator(".notice").count(), 0);
});

pageTest("the focus goes back to the button of a dialog that has done its work", async (page) => {
  await page.getByRole("button", { name: "Your data" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Table" }).fill("weight,height,gender\n150,70,M\n");
  await page.getByRole("button", { name: "Add to these rows" }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await focuses(page, /^Your data$/);
});

pageTest(
  "Escape takes back what is typed in a cell, closes a new row and dismisses a notice, which names the row",
  async (page) => {
    const cell = page.getByLabel("weight, row 1");
    await cell.fill("999");
    await page.keyboard.press("Escape");
    assert.equal(await cell.inputValue(), "133");
    await page.keyboard.press("Tab");
    assert.ok(!(await textOf(page)).includes("999"));
    await page.getByRole("button", { name: "Add a row" }).click();
    await page.getByLabel("name, row 5").fill("Eve");
    await page.keyboard.press("Enter");
    await page.locator(".notice", { hasText: "row 5: gender is missing" }).waitFor();
    const invalid = page.locator(".row-table [aria-invalid=true]");
    assert.equal(await invalid.getAttribute("aria-label"), "gender, row 5");
    await page.keyboard.press("Escape");
    await page.locator(".notice").waitFor({ state: "detached" });
    await page.getByLabel("name, row 5").waitFor({ state: "detached" });
  },
);

pageTest("a mark says what it is, and Enter follows it through the network", async (page) => {
  const mark = page.getByRole("button", { name: "row Alice F: weight 133, height 65; arrow keys move it" });
  await mark.focus();
  await page.keyboard.press("Enter");
  await waitFor(page, `document.querySelector(".chain-head")?.textContent.startsWith("Alice")`);
  await page.locator(".experiment select").selectOption("xor");
  await waitFor(page, `document.querySelector(".mark")?.ariaLabel.startsWith("row none same: left 0")`);
  const names = await page.evaluate(
    `[...document.querySelectorAll(".mark, .row-table :is(button, input)")].map(({ ariaLabel, textContent }) => ariaLabel ?? textContent.trim())`,
  ) as string[];
  assert.equal(new Set(names).size, names.length, names.join("\n"));
});

pageTest("a letter is a key in the time bar and on the map alone, and is named there", async (page) => {
  await page.locator(".panel summary").focus();
  await page.keyboard.press(",");
  await waitFor(page, `document.querySelector(".where").textContent.includes("after 999 of")`);
  await page.getByRole("button", { name: "Share" }).focus();
  await page.keyboard.press(",");
  await page.getByRole("button", { name: "Watch it learn" }).focus();
  await page.keyboard.press(",");
  await waitFor(page, `document.querySelector(".where").textContent.includes("after 998 of")`);
  assert.equal(
    await page.getByRole("button", { name: "Back one epoch" }).getAttribute("aria-keyshortcuts"),
    ",",
  );
});

pageTest("pictures say in words how many there are of each", async (page) => {
  await page.getByRole("button", { name: "classes" }).click();
  await page.getByRole("img", { name: /by class.* is answered M answered F; M 2 0; F 0 2/ }).waitFor();
  await page.getByRole("button", { name: "Try 10,000 seeds" }).click();
  await page.getByRole("img", { name: /Outputs for Emily.*Half of them are above 0\.966/ }).waitFor();
});

pageTest(
  "a page has the name of its experiment, and a link that cannot be read is told later",
  async (page, site) => {
    assert.equal(await page.title(), "gender · Seedbed");
    await page.locator(".experiment select").selectOption("xor");
    await waitFor(page, `document.title === "xor · Seedbed"`);
    const { browser } = await ready();
    const other = await openPage(browser);
    await other.addInitScript(`new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) {
      const notices = node.querySelector?.(".notices");
      if (notices) globalThis.firstNotice = notices.textContent;
    }
  }).observe(document, { subtree: true, childList: true });`);
    await other.goto(`${site.url}#1.nothing`);
    await other.locator(".notice").waitFor();
    assert.equal(await other.evaluate("firstNotice"), "");
    await other.context().close();
  },
);

pageTest(
  "what asks to be dragged beats a few times, and what is pressed has not the line of the focus",
  async (page) => {
    const beats = `getComputedStyle(document.querySelector(".drag-hint")).animationIterationCount`;
    assert.equal(await page.evaluate(beats), "5");
    await page.emulateMedia({ forcedColors: "active" });
    const line = `getComputedStyle(document.querySelector(".by [aria-pressed=true]")).outlineStyle`;
    assert.equal(await page.evaluate(line), "none");
  },
);

lastPageTest();
