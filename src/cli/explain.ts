// `explain`: the network's arithmetic for one row, in the order in which a teacher would write it.
// Why the width matters only on a terminal: a pipe gets the same text on every machine.

import { Progress } from "../host/progress.ts";
import { isInteractive, paint, print, terminalColumns } from "../host/terminal.ts";
import { explain } from "../explain/explain.ts";
import type { Explanation } from "../explain/explanation.ts";
import { explanationJson } from "../explain/json.ts";
import { lessonOf } from "../explain/lesson.ts";
import { stepPlanOf } from "../explain/step_plan.ts";
import { markdownPage } from "../document/markdown_page.ts";
import { textPage } from "../document/text_page.ts";
import type { Digits } from "../text/number_words.ts";
import { jsonText } from "../results/json_text.ts";
import { type Arguments, type Command, JSON_OPTION, UsageError } from "./command.ts";
import { experimentOf } from "./experiment_argument.ts";
import { start } from "./start.ts";

const FEWEST_DIGITS = 2;
const MOST_DIGITS = 20;
/** Where standard output is not a terminal, no width may change what is written. */
const PIPE_COLUMNS = 80;

export const explainCommand: Command = {
  name: "explain",
  usage: "FILE [key=value …]",
  summary: "show where every number of one row comes from",
  description:
    "Shows the network's arithmetic for one row: weighted sums, activations, error, the chain rule with the\n" +
    "numbers filled in, the step of every parameter with its batch and optimizer, and the loss after it. At the\n" +
    "start, or later in training.",
  options: [
    { name: "row", value: "NAME", help: "the row (default: the first that training learns from next)" },
    { name: "query", value: "NAME", help: "a query in place of a row: forward only" },
    { name: "parameter", value: "NAME", help: "one parameter, such as w1 or b3, with its whole chain rule" },
    { name: "epoch", value: "N", help: "after N epochs (default: 0, the start)" },
    {
      name: "step",
      value: "N",
      help: "before step N of the training, counted from 1, one step a row or a batch",
    },
    { name: "digits", value: "N", help: "decimal places, 2 to 20, or full (default: 4)" },
    { name: "md", help: "print Markdown with TeX formulas in place of text" },
    JSON_OPTION,
  ],
  examples: [
    ["explain experiments/gender.yaml", "the first row at the start, all parameters in a table"],
    [
      "explain experiments/gender.yaml --row Bob --parameter w1",
      "Bob, and the chain rule for w1 link by link",
    ],
    ["explain experiments/gender.yaml --query Emily --epoch 1000", "how the trained network answers"],
    ["explain experiments/gender.yaml --digits full --md > lesson.md", "a page with formulas, all digits"],
  ],
  async run(args) {
    if (args.has("md") && args.has("json")) {
      throw new UsageError("--md and --json cannot both be printed", "leave one of the two out");
    }
    const digits = digitsOf(args);
    const experiment = await experimentOf(args, "explain");
    const epoch = integerOption(args, "epoch");
    const step = integerOption(args, "step");
    const progress = new Progress({
      label: "training",
      total: epoch ?? Math.floor((step ?? 0) / Math.max(1, stepPlanOf(experiment).stepsPerEpoch)),
      unit: "epochs",
    });
    const explanation = explain(experiment, {
      row: args.value("row"),
      query: args.value("query"),
      parameter: args.value("parameter"),
      epoch,
      step,
      onProgress: (epochsDone) => progress.update(epochsDone),
    });
    progress.end();
    print(textOf(explanation, digits, args));
    return 0;
  },
};

function textOf(explanation: Explanation, digits: Digits, args: Arguments): string {
  if (args.has("json")) return jsonText(explanationJson(explanation));
  const lesson = lessonOf(explanation, digits);
  if (args.has("md")) return markdownPage(lesson);
  return textPage(lesson, {
    width: isInteractive() ? terminalColumns() : PIPE_COLUMNS,
    emphasize: (heading) => paint("bold", heading),
  });
}

function digitsOf(args: Arguments): Digits {
  const text = args.value("digits") ?? "4";
  if (text === "full") return "full";
  const digits = /^\d+$/.test(text) ? Number(text) : NaN;
  if (digits >= FEWEST_DIGITS && digits <= MOST_DIGITS) return digits;
  throw new UsageError(
    `--digits must be a whole number from ${FEWEST_DIGITS} to ${MOST_DIGITS}, or full: found ${text}`,
  );
}

/** A whole number of any size: the explanation knows which are possible, and says so. */
function integerOption(args: Arguments, name: string): number | undefined {
  const text = args.value(name);
  if (text === undefined || /^-?\d+$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new UsageError(`--${name} must be a whole number: found ${text}`);
}

if (import.meta.main) Deno.exit(await start(explainCommand, Deno.args));
