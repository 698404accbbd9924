// The settings of training.schedule and training.stop: what changes or ends the training on its way.
// What must hold: whatever waits for a loss waits for logged epochs, as the engine's supervisor looks at no others.

import { mapping } from "./collection_kind.ts";
import { number, wholeNumber } from "./kind.ts";
import { LIMITS } from "./limits.ts";
import { numberOf } from "./source/plain_number.ts";

/** What the factor of a schedule is where it is left out, and its step where it has neither step nor plateau. */
export const SCHEDULE_DEFAULTS = { factor: 0.1, step: 1 } as const;

/** How the learning rate changes. */
export const schedule = mapping(
  {
    step: {
      kind: wholeNumber(1, LIMITS.epochs),
      isYoung: true,
      rivals: ["training.schedule.plateau"],
      description: "Multiplies the learning rate by factor after every so many epochs; " +
        `${SCHEDULE_DEFAULTS.step} where it is left out and there is no plateau`,
      examples: [30],
      alsoCalled: ["step_size", "every", "decay_steps", "lr_drop_period"],
    },
    plateau: {
      kind: wholeNumber(1, LIMITS.epochs),
      isYoung: true,
      rivals: ["training.schedule.step"],
      description: "Multiplies the learning rate by factor after so many logged epochs without a better " +
        "validation loss; without held-out rows, of the loss",
      examples: [5],
      alsoCalled: ["on_plateau", "reduce_on_plateau", "reduce_lr_on_plateau"],
    },
    factor: {
      kind: number({ above: 0 }),
      isYoung: true,
      description:
        `What the learning rate is multiplied by; ${SCHEDULE_DEFAULTS.factor} where it is left out`,
      examples: [0.5],
      alsoCalled: ["gamma", "decay", "decay_rate"],
    },
  },
  "a schedule such as { step: 30, factor: 0.1 }, { factor: 0.99 } or { plateau: 5, factor: 0.5 }",
  {
    hint: (text) => {
      const number = numberOf(text);
      if (number === undefined || !(number > 0)) return undefined;
      return number < 1 ? `write { factor: ${text} }` : `write { step: ${text} } or { plateau: ${text} }`;
    },
  },
);

/** When the training ends before its last epoch. */
export const stop = mapping(
  {
    patience: {
      kind: wholeNumber(1, LIMITS.epochs),
      isYoung: true,
      description:
        "Ends the training after so many logged epochs without a better validation loss (without " +
        "held-out rows, of the loss), and keeps the parameters of the best logged epoch, whatever ended it",
      examples: [20],
      alsoCalled: ["n_iter_no_change", "early_stopping_rounds", "wait"],
    },
    loss_under: {
      kind: number({ above: 0 }),
      isYoung: true,
      description: "Ends the training at the first logged epoch whose validation loss, or without held-out " +
        "rows whose loss, is under this",
      examples: [0.01],
      alsoCalled: ["target_loss", "threshold", "goal"],
    },
  },
  "a way to stop such as { patience: 20 } or { loss_under: 0.01 }",
  {
    hint: (text) => {
      const number = numberOf(text);
      if (number === undefined || !(number > 0)) return undefined;
      return Number.isInteger(number) ? `write { patience: ${text} }` : `write { loss_under: ${text} }`;
    },
  },
);
