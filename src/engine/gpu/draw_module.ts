// The functions by which a card draws starting parameters: one thread a seed. Their text is the same for all networks.
// What must not change: each number is that of `draws` in `rules/scheme.ts`, in draw order.
import type { Distribution } from "../rules/scheme.ts";
import { LaneMemory, NUMBER_BYTES } from "./lane_memory.ts";
import { moduleText, type Operand, PtxCode } from "./ptx_code.ts";
import { RandomCode } from "./random_code.ts";
import { RegisterArithmetic } from "./registers.ts";

/**
 * What each function is called with, in this order. `lanes` and `states` are addresses of the first lane to be filled and of
 * its stream, whose first word is the seed; of `laneCount` lanes `threadCount` are filled from there on. `numbers` has a
 * number for each value of a lane: of the first `drawnCount` the spreads, of the others themselves.
 */
export const DRAW_PARAMETERS = [
  "lanes",
  "laneCount",
  "threadCount",
  "states",
  "numbers",
  "drawnCount",
  "valueCount",
] as const;

/** The name of the function that draws from a distribution. */
export function drawFunctionName(distribution: Distribution): string {
  return `draw_${distribution}`;
}

/** The text of the module, with a function for each distribution. */
export function drawModuleText(): string {
  return moduleText([drawFunction("normal"), drawFunction("uniform")]);
}

/** Writes the numbers that the stream gives at once, and each as its spread makes it. */
function drawnNumbers(
  distribution: Distribution,
  o: RegisterArithmetic,
  random: RandomCode,
): readonly ((spread: Operand) => Operand)[] {
  if (distribution === "normal") {
    return random.normals().map((normal) => (sd: Operand) => o.add(o.constant(0), o.multiply(sd, normal)));
  }
  const sample = random.sample();
  return [(bound) => {
    const low = o.multiply(o.constant(-1), bound);
    return o.add(low, o.multiply(o.subtract(bound, low), sample));
  }];
}

function drawFunction(distribution: Distribution): PtxCode {
  const code = new PtxCode(drawFunctionName(distribution), DRAW_PARAMETERS);
  const memory = new LaneMemory(code, "threadCount");
  const o = new RegisterArithmetic(code);
  const into = memory.cursor(memory.address(0));
  const number = memory.cursor(code.parameter("numbers"));
  const drawnCount = code.parameter("drawnCount");
  const random = new RandomCode(code, code.parameter("states"), code.parameter("laneCount"), memory.lane);
  const put = (made: (number: Operand) => Operand): void => {
    memory.storeTo(into, made(memory.loadFrom(number)));
    memory.advance(into, 1);
    code.write(`add.u64 ${number}, ${number}, ${NUMBER_BYTES}`);
  };
  const left = code.operate("b", "mov.b64", drawnCount);
  const [again, done] = [code.label(), code.label()];
  code.mark(again);
  code.jumpWhere("eq", left, "0", done);
  for (const made of drawnNumbers(distribution, o, random)) {
    code.jumpWhere("eq", left, "0", done);
    put(made);
    code.write(`sub.u64 ${left}, ${left}, 1`);
  }
  code.write(`bra ${again}`);
  code.mark(done);
  code.repeat(code.operate("b", "sub.u64", code.parameter("valueCount"), drawnCount), () => put((as) => as));
  return code;
}
