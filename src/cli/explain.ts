// `explain`: the network's arithmetic for one row, in the order in which a teacher would write it; as a lesson, a worksheet
// or a film of the whole training.
// What must not change: what does not go together is refused before anything is trained.

import { Progress } from "../host/progress.ts";
import { isInteractive } from "../host/terminal.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { ExperimentError } from "../experiment/source/problem.ts";
import type { Digits } from "../text/number_words.ts";
import { type Arguments, type Command, JSON_OPTION, UsageError } from "./command.ts";
import { experimentOf } from "./experiment_argument.ts";
import { type Format, lessonText } from "./lesson_text.ts";
import { lessonTrialCount } from "./lesson_trials.ts";
import { checkPlaceFor, FILE_OPTIONS, put } from "./output_file.ts";
import { start } from "./start.ts";

const FEWEST_DIGITS = 2;
const MOST_DIGITS = 20;

export const explainCommand: Command = {
  name: "explain",
  usage: "FILE [key=value …]",
  takes: "experiments",
  summary: "show where every number of one row comes from",
  description:
    "Shows the network's arithmetic for one row: weighted sums, activations, error, the chain rule with the " +
    "numbers filled in, the step of every parameter with its batch and optimizer, and the loss after it; for " +
    "other layers one number of each, and the gradients. At the start, or later in training. --worksheet leaves the " +
    "numbers to be filled in by hand, and --film shows the whole training instead, epoch by epoch. Settings with " +
    "several values after the file, such as seed=1..24, make a lesson or a sheet for each.",
  options: [
    {
      name: "row",
      value: "NAME",
      help: "the row (default: the next one in training); for a held-out row the answer and its error",
    },
    {
      name: "held-out",
      value: "NAME",
      help: "a held-out row, even if a training row has the same name",
    },
    { name: "query", value: "NAME", help: "a query instead of a row: forward only" },
    { name: "parameter", value: "NAME", help: "one parameter, such as w1 or b3, with its whole chain rule" },
    {
      name: "epoch",
      value: "N",
      help:
        "after N epochs (a run logs epoch 9 after 10 of them); end is where the run ends, with the best epoch " +
        "if that is kept (default: end for a query or a held-out row, else 0, the start)",
    },
    {
      name: "step",
      value: "N",
      help:
        "before step N of the training, counted from 1, one step per row or batch; 1..8 or 1,5,9 gives a " +
        "lesson for each",
    },
    { name: "worksheet", help: "blanks for the numbers that can be worked out" },
    { name: "key", help: "with --worksheet: its answer key, the same sheet filled in" },
    { name: "film", help: "the whole training as a page to play: loss, map and weights by epoch" },
    { name: "digits", value: "N", help: "decimal places, 2 to 20, or full (default: 4)" },
    { name: "html", help: "print a page with formulas, for the browser and for paper" },
    { name: "md", help: "print Markdown with TeX formulas instead of text" },
    JSON_OPTION,
    ...FILE_OPTIONS,
  ],
  examples: [
    ["explain experiments/gender.yaml", "the first row at the start, all parameters in a table"],
    [
      "explain experiments/gender.yaml --row Alice --parameter w1",
      "Alice, and the chain rule for w1 link by link",
    ],
    ["explain experiments/gender.yaml --query Emily", "how the trained network answers"],
    ["explain experiments/gender.yaml --step 1..8 --html -o lessons.html", "eight lessons, one per page"],
    ["explain experiments/gender.yaml --worksheet --html -o sheet.html", "a sheet to hand out"],
    ["explain experiments/gender.yaml --worksheet --key --html -o key.html", "and its answers"],
    [
      "explain experiments/gender.yaml seed=1..24 --worksheet -o class.txt",
      "a sheet for each student in a class",
    ],
    ["explain experiments/gender.yaml --film -o film.html", "how the network learned, to play"],
  ],
  async run(args) {
    const format = formatOf(args);
    checkTogether(args);
    const digits = digitsOf(args);
    const experiment = await experimentOf(args, "explain");
    checkPlaceFor(args, format);
    put(
      args,
      args.has("film")
        ? await filmText(experiment, args)
        : await lessonText(experiment, digits, args, format),
    );
    return 0;
  },
};

function formatOf(args: Arguments): Format {
  const formats = (["html", "md", "json"] as const).filter((format) => args.has(format));
  if (formats.length > 1) {
    throw new UsageError(
      `explain prints one of --html, --md and --json: found ${formats.length} of them`,
      "leave the others out",
    );
  }
  return args.has("film") ? "html" : formats[0] ?? "text";
}

/** What of the options does not go together. */
function checkTogether(args: Arguments): void {
  if (args.has("key") && !args.has("worksheet")) {
    throw new UsageError("--key fills in a worksheet: found no --worksheet", "write --worksheet --key");
  }
  if (args.has("worksheet") && args.has("json")) {
    throw new UsageError("--worksheet and --json cannot both be printed", "leave one of the two out");
  }
  if (!args.has("film")) return;
  const others = [
    "row",
    "held-out",
    "query",
    "parameter",
    "epoch",
    "step",
    "worksheet",
    "digits",
    "md",
    "json",
  ]
    .filter((name) => args.has(name));
  if (others.length > 0) {
    const found = others.map((name) => `--${name}`).join(" and ");
    throw new UsageError(`--film shows the whole training: found also ${found}`, `leave out ${found}`);
  }
  if (args.value("out") === undefined && isInteractive()) {
    throw new UsageError("--film is a page for the browser", "name a file for it: -o film.html");
  }
}

async function filmText(experiment: Experiment, args: Arguments): Promise<string> {
  const trialCount = lessonTrialCount(experiment, args);
  if (trialCount > 1) {
    throw new UsageError(
      `--film shows one training: found ${trialCount} trials`,
      "give each setting one value",
    );
  }
  const { filmOf } = await import("../explain/film/film.ts");
  const progress = new Progress({ label: "training", total: experiment.training.epochs, unit: "epochs" });
  const film = filmOf(experiment, (epochsDone) => progress.update(epochsDone));
  progress.end();
  if ("problems" in film) throw new ExperimentError(film.problems);
  return film.ok;
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

if (import.meta.main) Deno.exit(await start(explainCommand, Deno.args));
