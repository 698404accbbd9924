// Charts made of braille dots, as a terminal shows them.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import type { LossSeries } from "../../src/chart/loss_chart.ts";
import { terminalChart } from "../../src/chart/terminal_chart.ts";
import { cellCount } from "../../src/text/width.ts";

const series = (label: string, ...losses: number[]): LossSeries => ({
  label,
  points: losses.map((loss, index) => ({ epoch: 10 * index, loss })),
});

Deno.test("one run is a line of braille dots with its axes (pinned)", () => {
  const lines = terminalChart({
    series: [series("", 0.4, 0.2, 0.1, 0.05)],
    scale: "linear",
    width: 30,
    height: 8,
  });
  assert.equal(lines.join("\n"), pinnedBraille);
});

Deno.test("several runs are told apart without colour, each named at its end (pinned)", () => {
  const runs = [series("seed 1", 0.4, 0.2, 0.1, 0.05), series("seed 2", 0.4, 0.35, 0.33, 0.32)];
  const lines = terminalChart({ series: runs, scale: "linear", width: 36, height: 9 });
  assert.equal(lines.join("\n"), pinnedSigns);
});

Deno.test("paint changes nothing but what it adds", () => {
  const data = {
    series: [series("a", 0.4, 0.1), series("b", 0.3, 0.2)],
    scale: "linear",
    width: 40,
    height: 9,
  } as const;
  const painted = terminalChart(data, (content) => `<${content}>`);
  assert.ok(painted.some((line) => line.includes("<")));
  assert.deepEqual(painted.map((line) => line.replaceAll(/[<>]/g, "").trimEnd()), terminalChart(data));
});

Deno.test("a name cannot steer the terminal", () => {
  const lines = terminalChart({ series: [series("\u001b[2J", 1, 2)], scale: "linear", width: 40, height: 8 });
  assert.ok(!lines.join("").includes("\u001b"));
});

Deno.test("a chart has the size asked for, whatever the losses are (property, seed 11)", () => {
  const loss = fc.double();
  const runs = fc.array(fc.tuple(fc.string({ maxLength: 30 }), fc.array(loss, { maxLength: 12 })), {
    maxLength: 12,
  });
  const width = fc.integer({ min: 20, max: 120 });
  const height = fc.integer({ min: 5, max: 30 });
  const scale = fc.constantFrom("linear" as const, "logarithmic" as const);
  fc.assert(
    fc.property(runs, width, height, scale, (each, columns, rows, kind) => {
      const all = each.map(([label, losses]) => series(label, ...losses));
      const lines = terminalChart({ series: all, scale: kind, width: columns, height: rows });
      assert.equal(lines.length, rows);
      for (const line of lines) {
        assert.ok(cellCount(line) <= Math.max(columns, 44), line);
        assert.equal(line, line.trimEnd());
      }
    }),
    { seed: 11, numRuns: 300 },
  );
});

const pinnedBraille = `0.4 ┤⠙⠦⣀
    │  ⠈⠓⢦⡀
    │     ⠈⠳⢤⡀
0.2 ┤        ⠉⠙⠒⠦⢄⣀
    │             ⠈⠉⠓⠲⠤⠤⢄⣀⣀⡀
0.0 ┤                      ⠉⠉⠙
    └┬───────────────┬────────
     epoch 0        20`;

const pinnedSigns = `0.4 ┤●○○○○○○○○○
    │  ●●      ○○○○○○○○○○○○ ○ seed 2
    │    ●●
0.2 ┤      ●●●
    │         ●●●●
    │             ●●●●●●●●
0.0 ┤                     ● ● seed 1
    └┬─────────────┬───────
     epoch 0      20`;
