// The chain rule of the parameter that is pointed at, with the numbers of the row and the step that are shown; of a row or
// query alone, its way through the network.
// Why as lines of text: they are those of `explain`, and can be read aloud, copied and checked with a pencil.

/** @jsx h */
import type { Frame } from "../../play/frame.ts";
import type { App } from "../app.ts";
import { h, type JSX } from "../preact.ts";

/** Digits of a number that is only looked at, and of one that a step moves by little. */
const FEW_DIGITS = 4;
const MANY_DIGITS = 8;

/** A number with a few digits. */
export function shortly(value: number): string {
  return Number(value.toPrecision(FEW_DIGITS)).toString().replaceAll("-", "−");
}

/** The same with its zeros, for a number beside one that is nearly as large. */
function withZeros(value: number, digits: number): string {
  return value.toPrecision(digits).replaceAll("-", "−");
}

/** Which step it is; of a row that is not learned next, what its step would be. */
function stepWords({ stepsDone, nextRows }: Frame, row: string): string {
  const step = `step ${stepsDone + 1}`;
  if (nextRows.includes(row)) return `${step}, ${row}`;
  return nextRows.length === 0 ? `if ${row} were learned once more` : `${step}, if ${row} were its row`;
}

export function ChainRule({ app }: { app: App }): JSX.Element {
  const { frame, hasLines, run, view } = app.store;
  const chain = frame.value?.chain ?? null;
  if (chain === null) {
    const isOfNone = view.value.parameter !== null && run.value?.status === "diverged";
    const way = hasLines.value ? "Point at its line, or pick it" : "Pick it";
    return (
      <div class="chain empty">
        <p class="hint">
          {isOfNone
            ? "The run diverged: this step has no numbers. Go further back."
            : `Why does a weight move? ${way}: the chain rule appears here.`}
        </p>
      </div>
    );
  }
  const { parameter, subject, value, gradient, updated, lines } = chain;
  const isSmallStep = value !== null && updated !== null && shortly(value) === shortly(updated);
  const digits = isSmallStep ? MANY_DIGITS : FEW_DIGITS;
  return (
    <div
      class="chain"
      role="group"
      aria-label={parameter === null ? "Way forward" : `Chain rule of ${parameter}`}
    >
      <p class="chain-head">
        <strong>{parameter ?? subject.name}</strong> {value === null ? null : withZeros(value, digits)}
        {updated === null ? null : ` → ${withZeros(updated, digits)}`}
        <span>
          {parameter === null
            ? "from its inputs to the answer"
            : gradient === null
            ? `${subject.name} only asks: nothing is learned`
            : stepWords(frame.value!, subject.name)}
        </span>
      </p>
      <ol tabIndex={0} class={`equations${parameter === null ? "" : " of-one"}`}>
        {lines.map((line, index) => <li key={index}>{line}</li>)}
      </ol>
    </div>
  );
}
