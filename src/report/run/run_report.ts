// The report of one run: the answers first, then how it learned, what it learned and how to reproduce it.
// What must not change: the report follows from the outcome alone, so that every engine writes the same bytes.

import { isDense } from "../../engine/topology.ts";
import { topologyOf } from "../../experiment/experiment.ts";
import type { Outcome } from "../../run/outcome.ts";
import { divergedWhen, notesAfter } from "../../run/notes_after.ts";
import { verdictOf } from "../../run/verdict.ts";
import { verdictWords } from "../../run/verdict_words.ts";
import { type Block, filled, type Page, paragraph, section } from "../../document/page.ts";
import { inFull, inWords } from "../../text/number_words.ts";
import { noteBlocks } from "../note_blocks.ts";
import { reproduceBlocks } from "../reproduce.ts";
import { signatureOf } from "../signature.ts";
import { answerBlocks } from "./answers.ts";
import { askedWords } from "./asked.ts";
import { decisionBlocks } from "./decision.ts";
import { judgedBlocks } from "./judged.ts";
import { layerPictures } from "./layer_pictures.ts";
import { layerBlocks } from "./layers.ts";
import { lossBlocks } from "./losses.ts";
import { networkBlocks } from "./network.ts";
import { rowBlocks } from "./rows.ts";

/**
 * The report of a run, to be rendered as HTML or Markdown.
 *
 * @param experimentHash the SHA-256 of the experiment's canonical text.
 */
export function runReport(outcome: Outcome, experimentHash: string): Page {
  const { experiment } = outcome;
  const { init, name, description } = experiment;
  const start = "seed" in init ? `seed ${init.seed}` : "given parameters";
  const sections = [
    section("answers", "Answers", answerBlocks(outcome)),
    section("judged", "Was it any good?", judgedBlocks(outcome)),
    section("learning", "How it learned", lossBlocks(outcome)),
    section("decision", "What it learned", decisionBlocks(outcome)),
    section(
      "network",
      "The network",
      isDense(topologyOf(experiment))
        ? [...networkBlocks(outcome), ...layerPictures(outcome)]
        : layerBlocks(outcome),
    ),
    section("rows", "The data as the network sees it", rowBlocks(outcome)),
    section("again", "How to reproduce it", reproduceBlocks(experiment, experimentHash)),
  ];
  return {
    kind: `One run from ${start}`,
    title: name,
    description,
    blocks: [
      ...divergedBlocks(outcome),
      ...verdictBlocks(outcome),
      paragraph(askedWords(experiment)),
      ...filled(sections),
    ],
    ...signatureOf(experiment),
  };
}

/** Whether it learned, and what would help. */
function verdictBlocks(outcome: Outcome): readonly Block[] {
  const { learned, heldOut, supervision } = verdictWords(verdictOf(outcome));
  const sentences = [
    ...(learned === null ? [] : [`Training rows: ${learned}.`]),
    ...(heldOut === null ? [] : [`Held-out rows: ${heldOut}.`]),
    ...(supervision === null ? [] : [`Training: ${supervision}.`]),
  ];
  return [
    ...(sentences.length === 0 ? [] : [paragraph({ strong: sentences.join(" ") })]),
    ...noteBlocks(notesAfter(outcome)),
  ];
}

function divergedBlocks(outcome: Outcome): readonly Block[] {
  const { status, divergedAtEpoch, losses, experiment } = outcome;
  if (status === "completed") return [];
  const last = losses[losses.length - 1];
  const before = last === undefined
    ? "It had no loss before that."
    : `The last finite loss was ${inWords(last.loss)} at epoch ${last.epoch}.`;
  const lost = divergedAtEpoch === null
    ? "parameters were no longer finite numbers"
    : "the loss was no longer a finite number";
  return [{
    kind: "alert",
    words: [
      { strong: `The run diverged ${divergedWhen(outcome)}` },
      ` of ${inFull(experiment.training.epochs)}: ${lost}, so there is no trained network and no ` +
      `answer. ${before} A smaller learning rate or scaled features often help.`,
    ],
  }];
}
