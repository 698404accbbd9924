// A lesson about a network with other layers than dense ones: one position of a filter, one square, one step of time, and one
// weight with all the places at which it is used.
// What must not change: every number is the engine's, and each formula gives the bits of its value.

import { cellOf } from "../dataset/dataset.ts";
import { type Page, paragraph, type Section } from "../document/page.ts";
import { counted } from "../text/words.ts";
import { rawEquation } from "./equations.ts";
import { isScaled } from "./explained_parts.ts";
import type { ExplainedAnswer, ExplainedNeuron } from "./explanation.ts";
import { answerOfNeurons } from "./layer_answer.ts";
import { LayerFocus } from "./layer_focus.ts";
import { layersBackward } from "./layer_lesson_backward.ts";
import { layersForward } from "./layer_lesson_forward.ts";
import { weightSection } from "./layer_lesson_weight.ts";
import { LayerNumbers, type LayerSubject } from "./layer_numbers.ts";
import { titleOf } from "./lesson.ts";
import { answerSection } from "./lesson_forward.ts";
import { judgedSection } from "./lesson_judged.ts";
import type { LessonWriter } from "./lesson_pieces.ts";
import { whenText } from "./lesson_state.ts";

/**
 * The lesson as a page.
 *
 * @example A sentence of two words
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { textPage } from "../document/text_page.ts";
 * import { layerSubjects } from "./explain.ts";
 * import { LessonWriter } from "./lesson_pieces.ts";
 * const experiment = parseExperiment(`
 * name: mood
 * dataset:
 *   features: [{ name: text, tokens: words }]
 *   target: { name: mood, classes: [bad, good] }
 *   rows: [[text, mood], [very good, good], [bad, bad]]
 * network: { layers: [{ rnn: { size: 2 } }, { dense: {} }] }
 * training: { epochs: 1 }
 * `);
 * const page = layerLesson(layerSubjects(experiment, { parameter: "rnn1.w2.good" })[0], new LessonWriter(4));
 * if (!textPage(page, { width: 80, emphasize: (text) => text }).includes("rnn1.w2.good is used once")) throw 1;
 * ```
 */
export function layerLesson(subject: LayerSubject, writer: LessonWriter): Page {
  const { experiment, yTrue, state } = subject;
  const numbers = new LayerNumbers(subject);
  const focus = new LayerFocus(numbers);
  return {
    kind: "",
    title: titleOf({ ...subject, experiment: experiment.name }),
    description: "",
    blocks: [
      paragraph(`${whenText(state)} ${askedWords(numbers)}`),
      paragraph("Long sums show some of their terms, and hardly any that is 0."),
      layersForward(focus, writer),
      ...(yTrue === null
        ? [layerAnswerSection(numbers, writer)]
        : [layersBackward(focus, writer), weightSection(focus, writer)]),
    ],
  };
}

/** What a query or a held-out row is answered. */
function layerAnswerSection(numbers: LayerNumbers, writer: LessonWriter): Section {
  const answer = answerOfNeurons(numbers);
  const { blocks, ...rest } = answer.judged === null
    ? answerSection(answer, writer)
    : judgedSection(underNeuronNames(answer), writer);
  const scaled = answer.outputs.filter(isScaled).map(rawEquation);
  return { ...rest, blocks: [...(scaled.length === 0 ? [] : [writer.equations(scaled)]), ...blocks] };
}

/** The answer with its output neurons by their own names, which the formulas of this lesson have. */
function underNeuronNames(answer: ExplainedAnswer): ExplainedAnswer {
  const named = ({ name, output, ...rest }: ExplainedNeuron): ExplainedNeuron => ({
    ...rest,
    name,
    output: { ...output, name },
  });
  return { ...answer, layers: answer.layers.map((neurons) => neurons.map(named)) };
}

/** What is asked, in words. */
export function askedWords({ subject: { asked, experiment }, words }: LayerNumbers): string {
  const [{ name, tokens }] = experiment.dataset.features;
  if (tokens === undefined) return `The network sees ${asked.name}.`;
  const text = cellOf({ name, first: 0, labels: null, words: tokens.words }, asked.values);
  if (words.length === 0) return `The network reads no word of ${asked.name}.`;
  return `The network reads ${counted(words.length, "word")}: ${text}.`;
}
