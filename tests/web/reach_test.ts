// What could be seen by some, or only with a mouse, and is within reach of everybody: explanations, rows, the order of Tab.

import assert from "node:assert/strict";
import type { Page } from "npm:playwright-core@1.65.1";
import { waitFor } from "./chromium_driver.ts";
import { lastPageTest, pageTest, textHolds, textOf } from "./page_case.ts";

/** Opens an experiment for a pasted table. */
async function openTable(page: Page, table: string): Promise<void> {
  await page.getByRole("button", { name: "Your data" }).click();
  await page.getByRole("textbox", { name: "Table" }).fill(table);
  await page.getByRole("button", { name: "Learn from it" }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
}

async function focused(page: Page): Promise<unknown> {
  return await page.evaluate("document.activeElement.getAttribute('aria-label')");
}

pageTest(
  "F1 explains what is at the caret, and says it; Escape, a caret that moves and a focus that goes end that",
  async (page) => {
    const box = page.locator(".explanation");
    await page.locator(".cm-line", { hasText: /^network:/ }).click();
    await page.keyboard.press("Home");
    await page.keyboard.press("F1");
    await box.waitFor();
    assert.match(await box.innerText(), /^network\n[^]*wanted: /);
    await waitFor(
      page,
      `document.querySelector("p.unseen[role=status]").textContent.startsWith("network. ")`,
    );
    await page.keyboard.press("Escape");
    await box.waitFor({ state: "detached" });
    // In a long line the key is out of sight on the left; the words are beside the caret.
    const line = page.locator(".cm-line", { hasText: "log_every" });
    await line.click({ position: { x: 5, y: 5 } });
    // The line moves below a pointer that stays, which may rest on a key then, and have a box of its own.
    await page.mouse.move(5, 5);
    await page.keyboard.press("End");
    await page.keyboard.press("F1");
    await waitFor(
      page,
      `((box) => box !== undefined && box.top >= 0 && box.left >= 0)(
      document.querySelector(".editor").shadowRoot.querySelector(".explanation")?.getBoundingClientRect())`,
    );
    await page.keyboard.press("ArrowLeft");
    await box.waitFor({ state: "detached" });
    await page.keyboard.press("F1");
    await box.waitFor();
    await page.getByLabel("weight, row 1").focus();
    await box.waitFor({ state: "detached" });
    // Where a pointer rests on a key there is one box, and not two.
    await line.getByText("epochs").hover();
    await box.waitFor();
    await line.getByText("epochs").click();
    await page.keyboard.press("F1");
    await box.waitFor();
    await page.waitForTimeout(700);
    assert.equal(await box.count(), 1);
    assert.match(await page.locator(".text-panel .hint").first().innerText(), /F1 explains a key/);
  },
);

pageTest("what is no setting is said to be none", async (page) => {
  await page.locator(".cm-line", { hasText: /^# Look for/ }).click();
  await page.keyboard.press("F1");
  await page.locator(".explanation", { hasText: "There is no setting here" }).waitFor();
});

pageTest(
  "a page that becomes narrow wraps its text in the editor, and numbers are scrubbed there",
  async (page) => {
    const isCut =
      `((box) => box.scrollWidth > box.clientWidth)(document.querySelector(".editor").shadowRoot.querySelector(".cm-scroller"))`;
    assert.equal(await page.evaluate(isCut), true);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.locator(".tabs").getByRole("button", { name: "Text" }).click();
    await waitFor(page, `!${isCut}`);
    const number = page.locator(".cm-line", { hasText: "log_every" }).locator(".number", { hasText: "1000" })
      .first();
    await number.click();
    await page.keyboard.press("Alt+ArrowUp");
    await textHolds(page, "epochs: 1001");
    const wrapped = await page.locator(".cm-line", { hasText: "log_every" }).boundingBox();
    assert.ok(wrapped!.height > 30, String(wrapped!.height));
  },
);

pageTest(
  "every row of a long table can be gone to, changed and removed, a hundred at a time",
  async (page) => {
    const rows = Array.from(
      { length: 730 },
      (_, index) => `${index},${index % 7},${index < 365 ? "low" : "high"}`,
    );
    await openTable(page, `size,other,kind\n${rows.join("\n")}\n`);
    await page.getByLabel("name, row 100", { exact: true }).waitFor();
    assert.equal(await page.locator(".row-table tbody").first().locator("tr").count(), 100);
    await page.getByRole("button", { name: "Next 100" }).click();
    await page.getByLabel("name, row 200", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("name, row 101", { exact: true }).inputValue(), "100");
    await waitFor(
      page,
      `document.querySelector("p.unseen[role=status]").textContent.startsWith("rows 101 to 200 of 730")`,
    );
    await page.getByLabel("From row").fill("701");
    await page.getByLabel("From row").press("Enter");
    const last = page.getByLabel("name, row 730", { exact: true });
    await last.waitFor();
    assert.equal(await page.locator(".row-table tbody").first().locator("tr").count(), 30);
    assert.equal(await page.getByRole("button", { name: "Next 100" }).isDisabled(), true);
    await last.fill("7777");
    await last.press("Enter");
    await textHolds(page, "rows:");
    await page.getByRole("button", { name: "Remove row 729", exact: true }).click();
    await last.waitFor({ state: "detached" });
    await page.locator(".pager", { hasText: "of 729" }).waitFor();
    assert.equal(await page.getByLabel("name, row 729", { exact: true }).inputValue(), "7777");
    // A text with mistakes has the rows of the last one that reads, also those farther up.
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("nonsense: [\n");
    await page.locator(".mistakes li").first().waitFor();
    await page.getByRole("button", { name: "Previous 100" }).click();
    await page.getByLabel("name, row 601", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("name, row 601", { exact: true }).inputValue(), "600");
  },
);

pageTest("what is reached is in the order in which it is seen, at every width", async (page) => {
  // Panels of a row are as high as each other; the middle of a desk comes before what is on its left.
  const order = `[...document.querySelectorAll("main > *")].filter((panel) => panel.checkVisibility())
    .map((panel) => [panel.className.replace("panel ", ""), panel.getBoundingClientRect()])`;
  await page.getByRole("button", { name: "Pin" }).click();
  await page.locator(".pins-panel").waitFor();
  for (const width of [1440, 1000, 600]) {
    // Where all of it is in sight, nothing that sticks to an edge is elsewhere.
    await page.setViewportSize({ width, height: 4000 });
    await waitFor(
      page,
      `innerWidth === ${width} && ((panels) => panels.length >= 5 &&
        panels.slice(1).every(([, { top }], index) => top >= panels[index][1].top - 1))(${order})`,
    );
  }
  // What was typed in is still there: panels are moved, and not made anew.
  assert.ok((await textOf(page)).includes("network:"));
});

pageTest("Tab stops at one cell of a wide table, and arrows go from cell to cell", async (page) => {
  const columns = Array.from({ length: 20 }, (_, index) => `c${index}`);
  const rows = Array.from(
    { length: 12 },
    (_, row) => [...columns.map((_, index) => (row * 7 + index * 3) % 10), row % 2 ? "odd" : "even"].join(),
  );
  await openTable(page, `${columns.join()},kind\n${rows.join("\n")}\n`);
  await page.getByLabel("c3, row 1", { exact: true }).focus();
  const stops = `document.querySelector(".row-table").querySelectorAll('input[tabindex="0"]').length`;
  await waitFor(page, `${stops} === 1`);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(page), "c4, row 1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await focused(page), "c3, row 2");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Remove row 2");
});

pageTest(
  "a row that is needed is not removed without a word: text, table and picture stay as they are",
  async (page) => {
    for (const left of [3, 2, 1]) {
      await page.getByRole("button", { name: "Remove row 1" }).click();
      await waitFor(page, `document.querySelector("table").querySelectorAll("tbody tr").length === ${left}`);
    }
    const before = await textOf(page);
    await page.getByRole("button", { name: "Remove row 1" }).click();
    await page.locator(".notice", { hasText: "must have a row" }).waitFor();
    assert.equal(await textOf(page), before);
    assert.equal(await page.locator(".mistakes li").count(), 0);
  },
);

pageTest(
  "a row that is being filled in waits, and is said to, while another experiment is looked at",
  async (page) => {
    await page.getByRole("button", { name: "Add a row" }).click();
    await page.getByLabel("weight, row 5").fill("150");
    await page.getByLabel("Experiment").first().selectOption("xor");
    await page.locator(".notice", { hasText: "the row that is not added yet waits in gender" }).waitFor();
    await page.getByLabel("Experiment").first().selectOption("gender");
    assert.equal(await page.getByLabel("weight, row 5").inputValue(), "150");
  },
);

pageTest(
  "a table that is picked is said to be read in the encoding that its bytes look like",
  async (page) => {
    await page.getByRole("button", { name: "Your data" }).click();
    await page.getByRole("textbox", { name: "Table" }).waitFor();
    const bytes = new Uint8Array(
      [..."size,stra"].map((letter) => letter.charCodeAt(0)).concat(0xdf, 0x65, 10),
    );
    await page.evaluate(`{
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(${JSON.stringify([...bytes])})], "streets.csv"));
    const field = document.querySelector("dialog input[type=file]");
    field.files = dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }`);
    await page.locator("dialog .hint", { hasText: "streets.csv is read as windows-1252" }).waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Table" }).inputValue(), "size,straße\n");
  },
);

pageTest(
  "an answer that is followed in the page of another, which has no network, is no mistake",
  async (page, site) => {
    await page.goto(`${site.url}?embed`);
    const answer = page.locator(".answer button").first();
    await answer.click();
    await waitFor(page, `document.querySelector(".answer button").getAttribute("aria-pressed") === "true"`);
    // What is brought into sight is so in the next frame.
    await page.evaluate("new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))");
  },
);

lastPageTest();
