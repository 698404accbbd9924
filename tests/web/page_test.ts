// What can be done on the page, done in Chromium as a person does it: each ends in the text, in one history.

import assert from "node:assert/strict";
import type { Page } from "npm:playwright-core@1.65.1";
import { hashOf, parseExperiment, resultFiles, resultFolder, runExperiment } from "../../mod.ts";
import { until } from "../waiting.ts";
import { openPage, waitFor } from "./chromium_driver.ts";
import {
  changesRun,
  changesText,
  lastPageTest,
  pageTest,
  ready,
  text,
  textHolds,
  textOf,
} from "./page_case.ts";

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

pageTest(
  "after a change the run has the name of its folder on a terminal, and its bytes are told beside",
  async (page) => {
    await changesRun(page, async () => {
      await page.getByLabel("seed", { exact: true }).fill("7");
      await page.getByLabel("seed", { exact: true }).press("Enter");
    });
    const changed = parseExperiment(text.replace("seed: 42", "seed: 7"), { fileName: "gender.yaml" });
    const manifest = resultFiles(runExperiment(changed)).get("manifest.json")!;
    const badge = page.locator(".badge");
    assert.equal(`gender/${await badge.textContent()}`, resultFolder(changed));
    assert.ok((await badge.getAttribute("title"))!.endsWith(`SHA-256 of the manifest: ${hashOf(manifest)}`));
  },
);

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

pageTest("whoever types while the editor loads goes on typing in it, at the same place", async (_, site) => {
  const { browser } = await ready();
  // A service worker would have the editor at once.
  const page = await openPage(browser, { serviceWorkers: "block" });
  const { promise: isLet, resolve: letCome } = Promise.withResolvers<void>();
  await page.route(/\/editor-[^/]*\.js$/, async (route) => {
    await isLet;
    await route.continue();
  });
  await page.goto(site.url);
  await page.waitForSelector(".badge");
  const field = page.locator("textarea.text");
  await field.click();
  const caret = text.indexOf("epochs: 1000") + "epochs: ".length;
  await page.evaluate(`document.querySelector("textarea.text").setSelectionRange(${caret}, ${caret})`);
  await page.keyboard.type("2");
  letCome();
  await page.waitForSelector(".cm-content");
  await field.waitFor({ state: "detached" });
  await page.keyboard.type("3");
  await textHolds(page, "epochs: 231000");
  await page.context().close();
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
  assert.match(await page.locator(".explanation").innerText(), /^training\.epochs\n[^]*\nfor example \d+$/);
});

pageTest("time goes back, forth and by row, and playing ends at the end", async (page) => {
  assert.match(await page.locator(".where").textContent() ?? "", /loss 0\.00238$/);
  await page.getByRole("button", { name: "To the start" }).click();
  await waitFor(page, `document.querySelector(".where").textContent.includes("after 0 of 1000 epochs")`);
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
  await waitFor(page, `document.querySelector(".where").textContent.includes("after 1000 of 1000 epochs")`);
  await page.getByRole("button", { name: "Watch it learn" }).waitFor();
  await page.locator(".chart-loss .surface").click({ position: { x: 250, y: 60 } });
  await waitFor(
    page,
    String.raw`/^after [1-9]\d\d of 1000 epochs, .*loss 0\.0/.test(
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
      /^w1 1\.719 → 1\.720if Alice were learned once more.*∂L\/∂w1 = .* = −0\.0017/s,
    );
    await waitFor(page, `document.querySelectorAll(".light line").length >= 2`);
    await page.getByLabel("with the numbers of").selectOption("row Bob");
    await waitFor(page, `document.querySelector(".chain").textContent.includes("Bob")`);
  },
);

pageTest(
  "a click on an answer follows it through the network: every circle has its number, every neuron its lines",
  async (page) => {
    await page.locator(".answer button", { hasText: "Emily" }).click();
    await waitFor(
      page,
      `[...document.querySelectorAll(".chart-network .light text")].map((each) => each.textContent).join() === "−7,−3,0,0,0.95"`,
    );
    assert.match(
      await page.locator(".chain").textContent() ?? "",
      /^Emily from its inputs to the answerx1 = weight − 135.*h2 = .*y_pred = sigmoid\(sum_o1\) = .* = 0\.9491$/,
    );
    await page.locator(".answer button", { hasText: "Emily" }).click();
    await page.locator(".chain.empty").waitFor();
    assert.equal(await page.locator(".chart-network .light text").count(), 0);
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
    /^Of 10,000 seeds, .*83\.7% are above yours/,
  );
  // Whoever walks through the list by keys only reads it.
  const picker = page.getByLabel("seeds by their answer");
  await picker.focus();
  await page.keyboard.press("ArrowDown");
  const shown = await picker.locator("option:checked").textContent() ?? "";
  const [, seed] = /^[\d.]+ to [\d.]+: [\d,]+ seeds?, such as (\d+)$/.exec(shown)!;
  assert.ok((await textOf(page)).includes("seed: 42"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await textHolds(page, `seed: ${seed} `);
  // The same ten thousand, among which this seed stands elsewhere; those of another rate are not there.
  await waitFor(
    page,
    `/^Of 10,000 seeds, .*are above yours/.test(document.querySelector(".sentence").textContent) &&
    !document.querySelector(".sentence").textContent.includes("83.7%")`,
  );
  assert.equal(await page.locator(".untried").count(), 0);
  await page.getByLabel("weight, row 1").fill("131");
  await page.getByLabel("weight, row 1").press("Enter");
  await page.locator(".untried").waitFor();
  await page.locator(".chart-histogram .drawing svg").waitFor({ state: "detached" });
});

pageTest(
  "on a desk the answers of all seeds have room for their bars and the name of their axis",
  async (page) => {
    for (const [width, height] of [[1440, 900], [1366, 768]]) {
      await page.setViewportSize({ width, height });
      await page.reload();
      await page.getByRole("button", { name: "Try 10,000 seeds" }).click();
      await page.locator(".seed-picker").waitFor({ state: "attached" });
      await waitFor(page, `!document.querySelector(".chart-histogram progress")`);
      await waitFor(
        page,
        `(() => {
      const place = document.querySelector(".chart-histogram");
      const bottom = (element) => element.getBoundingClientRect().bottom;
      const words = [...place.querySelectorAll("text")];
      const bars = [...place.querySelectorAll("svg rect")].map((bar) => bar.getBoundingClientRect());
      return words.some(({ textContent }) => textContent === "output for Emily") &&
        words.every((each) => bottom(each) <= bottom(place) + 1) &&
        bottom(place) <= bottom(document.querySelector(".luck-panel")) &&
        bars.some(({ width, height }) => width < 50 && height >= 60);
    })()`,
      );
    }
  },
);

pageTest("seeds are tried for the question that is left where the picked one is removed", async (page) => {
  await page.getByRole("combobox", { name: "question" }).selectOption({ label: "Frank" });
  await page.getByRole("button", { name: "Remove question 2" }).click();
  await page.getByRole("combobox", { name: "question" }).waitFor({ state: "detached" });
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

pageTest("a run that is pinned while it is trained is pinned when it is trained", async (page) => {
  await changesRun(page, async () => {
    await page.getByRole("button", { name: "Another seed" }).click();
  });
  await page.evaluate(`document.querySelector("[aria-label=Undo]").click();
    document.querySelector(".pin").click()`);
  await page.getByRole("button", { name: "Unpin A" }).waitFor();
  assert.equal(await page.locator(".notice").count(), 0);
});

pageTest("cells, new rows and removed rows are edits of the text", async (page) => {
  await page.getByLabel("weight, row 1").fill("140");
  await page.getByLabel("weight, row 1").press("Enter");
  await textHolds(page, "name: Alice,   weight: 140");
  await page.getByRole("button", { name: "Remove row 2" }).click();
  await waitFor(page, `!document.querySelector(".editor").shadowRoot.textContent.includes("Bob")`);
});

pageTest("a query is added after the last one is removed", async (page) => {
  for (const name of ["Emily", "Frank"]) {
    await page.getByRole("button", { name: "Remove question 1" }).click();
    await waitFor(page, `!document.querySelector(".answers").textContent.includes("${name}")`);
  }
  await page.getByRole("button", { name: "Add a question" }).click();
  await page.getByLabel("weight, question 1").fill("120");
  await page.getByLabel("height, question 1").fill("60");
  await page.keyboard.press("Enter");
  await textHolds(page, "- { weight: 120, height: 60 }");
});

pageTest(
  "a row is filled in before it is in the text, and is refused with a notice that goes when it is right",
  async (page) => {
    const before = await textOf(page);
    const removed = page.getByRole("button", { name: "Remove row 5" });
    const add = page.getByRole("button", { name: "Add a row" });
    const enter = page.getByRole("button", { name: "Add it" });
    await add.click();
    await waitFor(page, `document.activeElement.getAttribute("aria-label") === "name, row 5"`);
    const cells = ["name", "weight", "height", "gender"].map((column) => page.getByLabel(`${column}, row 5`));
    assert.deepEqual(await Promise.all(cells.map((cell) => cell.inputValue())), ["", "", "", ""]);
    await removed.click();
    await removed.waitFor({ state: "detached" });
    await add.click();
    for (const [column, cell] of [["weight", "heavy"], ["height", "61"], ["gender", "F"]]) {
      await page.getByLabel(`${column}, row 5`).fill(cell);
    }
    await enter.click();
    const notice = page.locator(".notice", { hasText: "must be a number: found heavy" });
    await notice.waitFor();
    assert.equal(await textOf(page), before);
    await page.getByLabel("weight, row 5").fill("118");
    await page.getByLabel("weight, row 5").press("Enter");
    await textHolds(page, "- { weight: 118, height: 61, gender: F }");
    await add.waitFor();
    await notice.waitFor({ state: "detached" });
    await page.locator("h1").click();
    await page.keyboard.press("ControlOrMeta+z");
    await removed.waitFor({ state: "detached" });
  },
);

pageTest(
  "what is typed for a new row stays with its columns, whatever becomes of the table",
  async (page) => {
    await page.getByRole("button", { name: "Add a row" }).click();
    await page.getByLabel("weight, row 5").fill("150");
    await page.getByLabel("height, row 5").fill("70");
    await page.getByRole("button", { name: "Remove row 2" }).click();
    await page.getByLabel("weight, row 5").waitFor({ state: "detached" });
    assert.equal(await page.getByLabel("weight, row 4").inputValue(), "150");
    await page.getByLabel("gender, row 4").fill("M");
    await page.locator(".cm-line", { hasText: "{ name: height" }).click();
    await page.keyboard.press("Home");
    await page.keyboard.insertText("- { name: age, missing: 0 }\n    ");
    await page.locator(".cm-line", { hasText: "name: Charlie" }).click();
    await page.keyboard.press("End");
    for (let back = 0; back < 2; back++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.insertText(", age: 3");
    await page.getByLabel("age, row 4").waitFor();
    assert.equal(await page.getByLabel("height, row 4").inputValue(), "70");
    // A cell that may be empty is left out.
    await page.getByRole("button", { name: "Add it" }).click();
    await textHolds(page, "- { weight: 150, height: 70, gender: M }");
  },
);

pageTest("what is typed in a cell outlives what is drawn meanwhile", async (page) => {
  const cell = page.getByLabel("weight, row 1");
  await cell.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("14");
  // Another row goes: the table is drawn anew around whoever types.
  await page.evaluate(`document.querySelector('[aria-label="Remove row 4"]').click()`);
  await waitFor(page, `!document.querySelector(".editor").shadowRoot.textContent.includes("Diana")`);
  await page.keyboard.type("1");
  assert.equal(await cell.inputValue(), "141");
  await page.keyboard.press("Tab");
  await textHolds(page, "name: Alice,   weight: 141");
});

pageTest("the mark of an answer stays between the classes, also at an end", async (page) => {
  const isBetween = await page.evaluate(`["0%", "100%"].every((left) => {
    const at = document.querySelector(".gauge .at");
    at.style.left = left;
    const mark = at.getBoundingClientRect();
    const [low, high] = [...document.querySelector(".gauge").querySelectorAll(".end")]
      .map((end) => end.getBoundingClientRect());
    return mark.left - low.right >= 3 && high.left - mark.right >= 3;
  })`);
  assert.equal(isBetween, true);
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
    `/^The loss is not finite from epoch \\d+ on\\.$/.test(document.querySelector(".loss-panel .hint").textContent)`,
  );
});

pageTest("in a table up and down go from row to row, and Tab stops at the cells of one row", async (page) => {
  const focused = (): Promise<unknown> => page.evaluate("document.activeElement.getAttribute('aria-label')");
  const stops = (): Promise<unknown> =>
    page.evaluate(`document.querySelector('.row-table').querySelectorAll('input[tabindex="0"]').length`);
  await page.getByLabel("weight, row 1").focus();
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

pageTest("the confusion matrix says what it shows", async (page) => {
  await page.getByRole("button", { name: "classes" }).click();
  await page.locator(".loss-panel .hint", { hasText: "The diagonal is right" }).waitFor();
});

pageTest(
  "on a phone, a tablet and a desk a matrix of classes stands whole, and many rows leave the rest its size",
  async (page) => {
    await changesRun(page, async () => void (await page.locator(".experiment select").selectOption("iris")));
    for (const width of [390, 820, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      if (width === 390) await page.locator(".tabs").getByRole("button", { name: "Loss" }).click();
      await page.getByRole("button", { name: "classes" }).click();
      await page.locator(".chart-confusion svg").waitFor();
      const matrix = await page.evaluate(`(() => {
      const { clientHeight, scrollHeight } = document.querySelector(".chart-confusion");
      const place = document.querySelector(".chart-confusion").getBoundingClientRect();
      const panel = document.querySelector(".loss-panel").getBoundingClientRect();
      return { clientHeight, scrollHeight, isInside: place.bottom <= panel.bottom };
    })()`) as { clientHeight: number; scrollHeight: number; isInside: boolean };
      assert.equal(matrix.clientHeight, matrix.scrollHeight, `${width}`);
      assert.ok(matrix.isInside && matrix.clientHeight > 100, JSON.stringify(matrix));
      if (width === 390) continue;
      const heights = await page.evaluate(`[".rows-panel", ".text-panel", ".network-panel"].map((panel) =>
      document.querySelector(panel).getBoundingClientRect().height)`) as number[];
      assert.ok(Math.max(...heights) <= 700, `${width}: ${heights}`);
    }
  },
);

pageTest(
  "on paper there is the whole text and every picture, and nothing that could be pressed",
  async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 794, height: 1123 });
    const found = await page.evaluate(`(() => {
    const isSeen = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 0;
    const pressed = [...document.querySelectorAll("button, select, input")].filter((element) =>
      isSeen(element) && element.closest(".answer, .row-table") === null);
    const cut = [...document.querySelectorAll(".chart-place svg")].filter(isSeen).filter((svg) =>
      svg.getBoundingClientRect().right > svg.closest(".panel").getBoundingClientRect().right + 1);
    return {
      pressed: pressed.map((element) => element.outerHTML.slice(0, 80)),
      cut: cut.length,
      text: document.querySelector(".printed").innerText,
      isEditorSeen: isSeen(document.querySelector(".editor")),
    };
  })()`);
    assert.deepEqual(found, { pressed: [], cut: 0, text, isEditorSeen: false });
  },
);

pageTest(
  "a number that is no seed is a mistake in the text, and no number leaves the seed as it is",
  async (page) => {
    const seed = page.getByLabel("seed", { exact: true });
    await seed.fill("-3");
    await seed.press("Enter");
    await page.locator(".mistakes", { hasText: "init.seed must be a whole number" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await textHolds(page, "seed: 42");
    await seed.fill("");
    await seed.press("Enter");
    assert.equal(await seed.inputValue(), "42");
  },
);

pageTest("what a run came to is said to be of its end where time stands before it", async (page) => {
  const said = page.locator(".loss-panel .hint");
  await said.filter({ hasText: /^Training rows: 4 of 4 rows right/ }).waitFor();
  await page.getByRole("button", { name: "To the start" }).click();
  await said.filter({ hasText: /^At the end, training rows: 4 of 4 rows right/ }).waitFor();
});

lastPageTest();
