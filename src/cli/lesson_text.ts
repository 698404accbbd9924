// The lessons and worksheets that a command line asks for, in the form that it wants.
// Why the width matters only on a terminal: a pipe gets the same text on every machine.

import { explain, explainSteps, layerSubjects } from "../explain/explain.ts";
import type { ExplainOptions } from "../explain/explain_options.ts";
import type { Explanation } from "../explain/explanation.ts";
import type { LayerSubject } from "../explain/layer_numbers.ts";
import { lessonOf } from "../explain/lesson.ts";
import { lessonsTogether, type OneLesson } from "../explain/lessons_together.ts";
import { stepPlanOf } from "../explain/step_plan.ts";
import type { Page } from "../document/page.ts";
import { textPage } from "../document/text_page.ts";
import { isDense } from "../engine/topology.ts";
import type { JsonObject } from "../experiment/config.ts";
import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { ExperimentError, type Read } from "../experiment/source/problem.ts";
import { Progress } from "../host/progress.ts";
import { isInteractive, paint, PIPE_COLUMNS, terminalColumns } from "../host/terminal.ts";
import type { Digits } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { type Arguments, UsageError } from "./command.ts";
import { type LessonTrial, lessonTrialCount, lessonTrialsOf, MOST_LESSONS } from "./lesson_trials.ts";
import { stepsOf } from "./step_argument.ts";

/** What a lesson is printed as. */
export type Format = "text" | "html" | "md" | "json";

/** The lessons of an experiment, or of each trial and step that the command line names. */
export async function lessonText(
  experiment: Experiment,
  digits: Digits,
  args: Arguments,
  format: Format,
): Promise<string> {
  checkCount(lessonTrialCount(experiment, args), Math.max(1, stepsOf(args.value("step")).length));
  const trials = lessonTrialsOf(experiment, args, args.has("worksheet"));
  const lessons: OneLesson[] = [];
  const json: JsonObject[] = [];
  for (const trial of trials) {
    if (format === "json") json.push(...await jsonOf(trial, args));
    else lessons.push(...await lessonsOf(trial, digits, args));
  }
  if (format === "json") {
    const { jsonText } = await import("../results/json_text.ts");
    // One step by itself, a range as a list, also where it is of one step; likewise for trials.
    const areSeveral = trials.length > 1 || /\D/.test(args.value("step") ?? "");
    return jsonText(areSeveral ? json : json[0]);
  }
  return await pagesText(experiment.name, lessons, args, format);
}

function checkCount(trialCount: number, stepCount: number): void {
  if (trialCount * stepCount <= MOST_LESSONS) return;
  const steps = stepCount === 1 ? "" : ` of ${stepCount} steps`;
  throw new UsageError(
    `explain writes at most ${MOST_LESSONS} lessons at once: found ${counted(trialCount, "trial")}${steps}`,
    "name fewer steps, or fewer values after the file",
  );
}

async function jsonOf({ experiment }: LessonTrial, args: Arguments): Promise<readonly JsonObject[]> {
  if (isDense(topologyOf(experiment))) {
    const { explanationJson } = await import("../explain/json.ts");
    return explanationsOf(experiment, args).map(explanationJson);
  }
  const { layerLessonJson } = await import("../explain/layer_json.ts");
  return layerSubjectsOf(experiment, args).map(layerLessonJson);
}

/** The lessons of one experiment: of one step, or of several. */
async function lessonsOf(
  { experiment, settings }: LessonTrial,
  digits: Digits,
  args: Arguments,
): Promise<readonly OneLesson[]> {
  const lessons: OneLesson[] = [];
  const add = (page: Page, { stepsDone }: { readonly stepsDone: number }): void => {
    lessons.push({ page, stepsDone, settings });
  };
  if (isDense(topologyOf(experiment))) {
    for (const explanation of explanationsOf(experiment, args)) {
      add(await pageOf(explanation, digits, args), explanation.state);
    }
  } else {
    for (const subject of layerSubjectsOf(experiment, args)) {
      add(await layerPageOf(subject, digits, args), subject.state);
    }
  }
  return lessons;
}

/** @param experiment its name, as the title of several lessons has it. */
async function pagesText(
  experiment: string,
  lessons: readonly OneLesson[],
  args: Arguments,
  format: Format,
): Promise<string> {
  if (format === "text") {
    const options = {
      // Where standard output is not a terminal, no width may change what is written.
      width: isInteractive() && !args.has("out") ? terminalColumns() : PIPE_COLUMNS,
      emphasize: (heading: string) => args.has("out") ? heading : paint("bold", heading),
    };
    return lessons.map(({ page }) => textPage(page, options)).join("\n\n");
  }
  const page = lessons.length === 1 ? lessons[0].page : lessonsTogether(experiment, lessons);
  if (format === "md") return (await import("../document/markdown_page.ts")).markdownPage(page);
  const [{ htmlPage }, { SIGNATURE }] = await Promise.all([
    import("../document/html_page.ts"),
    import("../report/signature.ts"),
  ]);
  return htmlPage({ ...page, signature: SIGNATURE });
}

async function pageOf(explanation: Explanation, digits: Digits, args: Arguments): Promise<Page> {
  if (!args.has("worksheet")) return lessonOf(explanation, digits);
  const { worksheetOf } = await import("../explain/worksheet.ts");
  return sheetIn(worksheetOf(explanation, digits, args.has("key") ? "key" : "sheet"));
}

async function layerPageOf(subject: LayerSubject, digits: Digits, args: Arguments): Promise<Page> {
  if (args.has("worksheet")) {
    const { layerSheetOf } = await import("../explain/layer_sheet.ts");
    return sheetIn(layerSheetOf(subject, digits, args.has("key") ? "key" : "sheet"));
  }
  const [{ layerLesson }, { LessonWriter }] = await Promise.all([
    import("../explain/layer_lesson.ts"),
    import("../explain/lesson_pieces.ts"),
  ]);
  return layerLesson(subject, new LessonWriter(digits));
}

function sheetIn(sheet: Read<Page>): Page {
  if ("problems" in sheet) throw new ExperimentError(sheet.problems);
  return sheet.ok;
}

function layerSubjectsOf(experiment: Experiment, args: Arguments): readonly LayerSubject[] {
  return whileTraining(experiment, args, (options, steps) => layerSubjects(experiment, options, steps));
}

/** One explanation, or one for each step of a range. */
function explanationsOf(experiment: Experiment, args: Arguments): readonly Explanation[] {
  return whileTraining(
    experiment,
    args,
    (options, steps) =>
      steps.length > 0 ? explainSteps(experiment, steps, options) : [explain(experiment, options)],
  );
}

/**
 * Explains what a command line asks for, and shows how far the training is meanwhile.
 *
 * @param explained by the options, or for each of several steps.
 */
function whileTraining<Explained>(
  experiment: Experiment,
  args: Arguments,
  explained: (options: ExplainOptions, steps: readonly number[]) => Explained,
): Explained {
  const epoch = epochOf(args);
  const steps = stepsOf(args.value("step"));
  const { stepsPerEpoch } = stepPlanOf(experiment);
  const progress = new Progress({
    label: "training",
    total: steps.length > 0
      ? Math.floor(Math.max(...steps) / Math.max(1, stepsPerEpoch))
      : typeof epoch === "number"
      ? epoch
      : experiment.training.epochs,
    unit: "epochs",
  });
  const areSeveral = steps.length > 1 && epoch === undefined;
  const options: ExplainOptions = {
    row: args.value("row"),
    heldOut: args.value("held-out"),
    query: args.value("query"),
    parameter: args.value("parameter"),
    onProgress: (epochsDone) => progress.update(epochsDone),
    ...(areSeveral ? {} : { epoch, step: steps[0] }),
  };
  try {
    return explained(options, areSeveral ? steps : []);
  } finally {
    progress.end();
  }
}

/** A whole number of any size: the explanation knows which are possible, and says so. */
function epochOf(args: Arguments): number | "end" | undefined {
  const text = args.value("epoch");
  if (text === undefined || text === "end") return text;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new UsageError(`--epoch must be a whole number, or end: found ${text}`);
}
