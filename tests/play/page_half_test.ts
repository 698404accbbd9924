// Tests what a page itself imports of src/play/: changes, undo, scrubbing, the view and what lies under a pointer.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { editedText, type PlayDocument, wholeEdit } from "../../src/play/document.ts";
import {
  canRedo,
  canUndo,
  endedGesture,
  recorded,
  redone,
  startHistory,
  undone,
} from "../../src/play/history.ts";
import {
  barAt,
  epochAt,
  isWholeRow,
  type MapPlaces,
  nearestMark,
  nearestParameter,
  positionOf,
  roundedText,
  valuesAt,
} from "../../src/play/hit.ts";
import { numberAt, scrubbed, scrubEdit } from "../../src/play/scrub.ts";
import {
  epochOf,
  fittedView,
  focusedParameter,
  focusedSubject,
  paused,
  played,
  playedOn,
  standOf,
  startView,
  stepped,
  wentTo,
} from "../../src/play/view.ts";

const moment = (text: string, caret = 0, files: PlayDocument["files"] = {}) => ({
  document: { name: "a", text, files },
  caret,
});

Deno.test("the one change between two texts leads from the one to the other (property, seed 71)", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (from, to) => {
      const edit = wholeEdit(from, to);
      assert.equal(editedText(from, edit), to);
      assert.ok(edit.changes.length <= 1);
    }),
    { seed: 71, numRuns: 1000 },
  );
});

Deno.test("undo goes back gesture by gesture, over text, files and caret, and redo forth again", () => {
  let history = startHistory(moment("x: 1"));
  assert.ok(!canUndo(history) && !canRedo(history));
  for (const text of ["x: 2", "x: 3", "x: 4"]) history = recorded(history, moment(text, 4), "scrub 3");
  history = endedGesture(history);
  history = recorded(history, moment("x: 5", 4), "scrub 3");
  history = recorded(history, moment("x: 5", 4, { "a.csv": "x\n1\n" }), null);
  const back = [history];
  while (canUndo(back.at(-1)!)) back.push(undone(back.at(-1)!));
  assert.deepEqual(
    back.map(({ present }) => `${present.document.text} ${Object.keys(present.document.files)}`),
    [
      "x: 5 a.csv",
      "x: 5 ",
      "x: 4 ",
      "x: 1 ",
    ],
  );
  assert.deepEqual(redone(back[3]).present, back[2].present);
  const other = recorded(back[2], moment("y: 1"), null);
  assert.ok(!canRedo(other));
  assert.deepEqual(undone(other).present, back[2].present);
});

Deno.test("what does not change the text is no step, but the caret is remembered", () => {
  const history = recorded(startHistory(moment("x: 1")), moment("x: 1", 3), null);
  assert.deepEqual([canUndo(history), history.present.caret], [false, 3]);
});

Deno.test("a history keeps a few hundred steps, and fewer of large texts", () => {
  let [small, large] = [startHistory(moment("0")), startHistory(moment("0"))];
  for (let step = 1; step <= 400; step++) {
    small = recorded(small, moment(String(step)), null);
    large = recorded(large, moment(String(step).padEnd(1_000_000)), null);
  }
  assert.equal(small.past.length, 300);
  assert.ok(large.past.length >= 15 && large.past.length <= 21, String(large.past.length));
});

Deno.test("the number under or beside the caret is found, and no name, date, quote or comment", () => {
  const found = (marked: string) => numberAt(marked.replace("|", ""), marked.indexOf("|"))?.text ?? null;
  assert.deepEqual(
    [
      "rate: |0.10",
      "rate: 0.|10",
      "rate: 0.10|",
      "[1,-|2]",
      "x: 1e-|3",
      "seed: |1..100",
      "seed: 1..1|00",
      "x: .5|",
    ].map(found),
    [
      "0.10",
      "0.10",
      "0.10",
      "-2",
      "1e-3",
      "1",
      "100",
      ".5",
    ],
  );
  const none = [
    "w|1: 2",
    "name: x1|",
    "2020-01|-02",
    'x: "1|2"',
    "x: a # |12",
    "1|: x",
    "1.2.|3",
    "x|: 1",
    "seed-4|2",
    "v1|.2",
  ];
  assert.deepEqual(none.map(found), none.map(() => null));
});

Deno.test("a number is moved in steps of its last digit, and keeps its format", () => {
  const moved = (text: string, steps: number) => scrubbed({ from: 0, to: text.length, text }, steps);
  assert.deepEqual(
    [
      moved("0.10", 1),
      moved("0.1", -1),
      moved("0.1", -2),
      moved("9", 1),
      moved("-0.01", 2),
      moved("+5", 1),
      moved("1e-3", 1),
      moved("99.9", 1),
      moved(".5", 1),
      moved("9007199254740993", 1),
    ],
    ["0.11", "0.0", "-0.1", "10", "0.01", "+6", "2e-3", "100.0", "0.6", "9007199254740994"],
  );
  const edit = scrubEdit("epochs: 1000 # long", 9, -1)!;
  assert.equal(editedText("epochs: 1000 # long", edit), "epochs: 999 # long");
  assert.equal(edit.caret, 11);
  assert.equal(scrubEdit("epochs: none", 9, 1), null);
});

const length = { stepCount: 40, stepsPerEpoch: 4, lastStep: 40 };

Deno.test("the time bar goes by rows or by epochs, back as well as forth, and the last step is the end", () => {
  assert.equal(standOf(startView, length), 40);
  const there = wentTo(startView, length, 6);
  assert.deepEqual([stepped(there, length, 1).stand, stepped(there, length, -1).stand], [8, 4]);
  const byRow = { ...there, by: "row" as const };
  assert.deepEqual([stepped(byRow, length, 1).stand, stepped(byRow, length, -1).stand], [7, 5]);
  assert.deepEqual([stepped(there, length, 99).stand, stepped(there, length, -99).stand], ["end", 0]);
  assert.deepEqual([wentTo(startView, length, 40).stand, wentTo(startView, length, NaN).stand], ["end", 0]);
  assert.deepEqual([epochOf(6, length), epochOf(0, { ...length, stepsPerEpoch: 0 })], [1, 0]);
});

Deno.test("it plays from the start where it stands at the end, and stops there again", () => {
  let view = played(startView, length);
  assert.deepEqual([view.stand, view.isPlaying], [0, true]);
  for (let frame = 0; frame < 3; frame++) view = playedOn(view, length, 15);
  assert.deepEqual([view.stand, view.isPlaying], ["end", false]);
  assert.equal(playedOn(view, length, 15), view);
  assert.equal(paused(played(startView, length)).isPlaying, false);
  assert.equal(played(startView, { stepCount: 0, stepsPerEpoch: 0, lastStep: 0 }).isPlaying, false);
});

Deno.test("after an edit the view stays at its row, its weight and its end, as far as they are there", () => {
  const names = { rows: ["Alice"], queries: ["Emily"], parameters: ["w1"] };
  const view = focusedParameter(
    focusedSubject(wentTo(startView, length, 30), { kind: "row", name: "Alice" }),
    "w1",
  );
  assert.deepEqual(fittedView(view, length, names), view);
  const shorter = { stepCount: 20, stepsPerEpoch: 4, lastStep: 20 };
  const fitted = fittedView(view, shorter, { ...names, rows: [], parameters: [] });
  assert.deepEqual([fitted.stand, fitted.subject, fitted.parameter], ["end", null, null]);
  assert.equal(fittedView(startView, { ...length, lastStep: 99, stepCount: 99 }, names).stand, "end");
});

const map: MapPlaces = {
  summary: "",
  plot: { left: 30, top: 30, right: 410, bottom: 300 },
  x: [110, 170],
  y: [58, 74],
  features: ["weight", "height"],
  marks: [
    { kind: "row", name: "Alice", table: "dataset.rows", index: 0, x: 100, y: 100 },
    { kind: "query", name: "Emily", table: "queries", index: 0, x: 104, y: 100 },
  ],
};

Deno.test("a place of a map and its values lead to each other, to less than a pixel (property, seed 72)", () => {
  const within = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      within,
      within,
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      (
        across,
        upwards,
        low,
        span,
      ) => {
        const places: MapPlaces = { ...map, x: [low, low + span] };
        const at = { x: 30 + across * 380, y: 30 + upwards * 270 };
        const [x, y] = valuesAt(places, at).map(({ value }) => value);
        const back = positionOf(places, [x, y]);
        assert.ok(Math.abs(back.x - at.x) <= 1 && Math.abs(back.y - at.y) <= 1);
      },
    ),
    { seed: 72, numRuns: 1000 },
  );
});

Deno.test("values have the digits that a pixel needs, and end at the plot", () => {
  assert.deepEqual(valuesAt(map, { x: 145.3, y: 212 }).map(({ feature, text }) => `${feature} ${text}`), [
    "weight 128.2",
    "height 63.21",
  ]);
  assert.deepEqual(valuesAt(map, { x: -99, y: 999 }).map(({ text }) => text), ["110", "58"]);
  assert.deepEqual(
    valuesAt({ ...map, features: [null, "height"] }, { x: 0, y: 0 }).map(({ feature }) => feature),
    ["height"],
  );
  assert.deepEqual([roundedText(123456, 2000), roundedText(-0.00012, 0.01), roundedText(1e-8, 1e-10)], [
    "123000",
    "0",
    "1e-8",
  ]);
});

Deno.test("a place of a map is a whole row where each feature has an axis that is no category", () => {
  assert.ok(isWholeRow(map, ["height", "weight"]));
  assert.ok(!isWholeRow(map, ["weight", "height", "age"]));
  assert.ok(!isWholeRow({ ...map, features: ["weight", null] }, ["weight", "color"]));
});

Deno.test("the nearest mark is found within reach, of two as near the one on top", () => {
  assert.equal(nearestMark(map, { x: 101, y: 100 }, 20)?.name, "Alice");
  assert.equal(nearestMark(map, { x: 102, y: 100 }, 20)?.name, "Emily");
  assert.equal(nearestMark(map, { x: 140, y: 100 }, 20), null);
});

Deno.test("weights, biases, epochs and bars are found", () => {
  const network = {
    neurons: [
      { name: "x1", bias: null, x: 50, y: 50, radius: 14 },
      { name: "h1", bias: "b1", x: 200, y: 50, radius: 14 },
    ],
    connections: [{ parameter: "w1", from: { x: 50, y: 50 }, to: { x: 200, y: 50 } }],
  };
  assert.equal(nearestParameter(network, { x: 120, y: 55 }, 8), "w1");
  assert.equal(nearestParameter(network, { x: 195, y: 55 }, 8), "b1");
  assert.equal(nearestParameter(network, { x: 120, y: 90 }, 8), null);
  const loss = { plot: map.plot, firstEpoch: 0, lastEpoch: 990 };
  assert.deepEqual([30, 220, 999].map((x) => epochAt(loss, { x, y: 0 })), [0, 495, 990]);
  const bars = [{ left: 30, right: 40, low: 0, high: 0.1, between: "0 to 0.1", count: 3, seed: 4 }, {
    left: 40,
    right: 50,
    low: 0.1,
    high: 0.2,
    between: "0.1 to 0.2",
    count: 0,
    seed: null,
  }];
  assert.deepEqual([29, 30, 45, 50].map((x) => barAt({ plot: map.plot, bars }, { x, y: 0 })), [
    null,
    0,
    1,
    null,
  ]);
});
