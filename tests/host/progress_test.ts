// How sizes, counts and durations are told while work goes on.
import assert from "node:assert/strict";
import { compactCount, Progress, rateText, sizeText } from "../../src/host/progress.ts";

Deno.test("a size is in the unit that leaves few digits, and no file is of nothing", () => {
  const sizes = [3, 75_400, 249_266_000, 1_260_000_000].map(sizeText);
  assert.deepEqual(sizes, ["1 kB", "75 kB", "249 MB", "1.3 GB"]);
});

Deno.test("a count is in thousands or millions", () => {
  assert.deepEqual([950, 12_300, 4_500_000].map(compactCount), ["950", "12.3k", "4.5M"]);
});

Deno.test("one in a second is one", () => {
  assert.deepEqual([1.2, 2, 1000].map((rate) => rateText(rate, "trials")), [
    "1 trial/s",
    "2 trials/s",
    "1.0k trials/s",
  ]);
});

/** Lets standard error be a terminal, and time pass only as it is told to. @returns the lines that are drawn, each once. */
function drawnLines(draw: (pass: (ms: number) => void) => void): readonly string[] {
  const { stderr } = Deno;
  const { now } = performance;
  const [isTerminal, writeSync] = [stderr.isTerminal, stderr.writeSync];
  let [nowMs, written] = [0, ""];
  performance.now = () => nowMs;
  stderr.isTerminal = () => true;
  stderr.writeSync = (bytes) => {
    written += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  try {
    draw((ms) => nowMs += ms);
  } finally {
    performance.now = now;
    Object.assign(stderr, { isTerminal, writeSync });
  }
  // deno-lint-ignore no-control-regex
  return written.replaceAll(/\x1b\[[\d;]*[A-Za-z]|\r/g, "").trimEnd().split("\n");
}

Deno.test("a wait is said, and is no work: the rate and the time left are measured from its end", () => {
  const lines = drawnLines((pass) => {
    const progress = new Progress({ label: "collecting", total: 2000, unit: "trials" });
    progress.wait("waiting for a worker");
    pass(8000);
    progress.wait("waiting for a worker");
    pass(1000);
    progress.update(400);
    pass(1000);
    progress.update(1200);
  });
  assert.equal(lines[0], "collecting  waiting for a worker");
  assert.match(lines[1], /^collecting [━─]+ {2}20% {2}… left$/);
  assert.match(lines[2], /^collecting [━─]+ {2}60% {2}1 s left {2}800 trials\/s$/);
});
