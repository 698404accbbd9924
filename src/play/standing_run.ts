// A run that can stand anywhere on its way, with everything that can be asked of it there.
// What must not change: what it says at the end is what the run's files say; on the way its numbers are those of the session,
// and so of a run trained straight to that step.

import type { Column } from "../dataset/standardize.ts";
import { epochNs } from "../engine/training_cost.ts";
import { epochWorkOf, type Experiment, featuresOf, startingParameters } from "../experiment/experiment.ts";
import { type StepPlan, stepPlanOf } from "../explain/step_plan.ts";
import { featurePlaneOf } from "../report/run/feature_plane.ts";
import { fastTrainer } from "../run/fast_engine.ts";
import { type Outcome, predictionsOf } from "../run/outcome.ts";
import { Session } from "../run/session.ts";
import { type RunLength, standOf, type ViewState } from "./view.ts";

/** What one network alone takes of the time that the cost model gives it among others in the lanes of a kernel. */
const ALONE = 8;

/** About how long an experiment trains, in milliseconds. */
export function estimateMsOf(experiment: Experiment): number {
  const { training, dataset } = experiment;
  return training.epochs * ALONE * epochNs(epochWorkOf(experiment), dataset.rows.length) / 1e6;
}

/** A run on its way. */
export class StandingRun {
  readonly session: Session;
  readonly plan: StepPlan;
  readonly features: readonly Column[];
  readonly #start: Float64Array;
  /** As far as it ever went: it may stand before that. */
  #trainedTo = 0;
  #outcome: Outcome | null = null;
  #featureIndices: readonly number[] | undefined = undefined;

  #experiment: Experiment;

  /** @param experiment a single run; its sweep, if it has one, is not looked at. */
  constructor(experiment: Experiment) {
    this.#experiment = experiment;
    this.session = new Session(experiment);
    this.plan = stepPlanOf(experiment);
    this.features = featuresOf(experiment);
    this.#start = startingParameters(experiment);
  }

  get experiment(): Experiment {
    return this.#experiment;
  }

  /** Takes another wording of the same experiment: comments and layout are in its files, and change no number. */
  reword(experiment: Experiment): void {
    this.#experiment = experiment;
    if (this.#outcome !== null) this.#outcome = { ...this.#outcome, experiment };
  }

  /** How long it is, as far as is known: until it is trained to its end, nothing ends it before. */
  get length(): RunLength {
    const { stepCount, divergedAtEpoch, endedAtEpoch } = this.session;
    const { stepsPerEpoch } = this.plan;
    const lastEpoch = divergedAtEpoch ?? endedAtEpoch;
    return {
      stepCount,
      stepsPerEpoch,
      lastStep: lastEpoch === null ? stepCount : Math.min(stepCount, (lastEpoch + 1) * stepsPerEpoch),
    };
  }

  /** Steps that are trained. */
  get trainedTo(): number {
    return this.#trainedTo;
  }

  /** What came out of it; null while it is not trained to its end. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  /** Trains on by some steps. @returns whether it is trained to its end. */
  trainOn(steps: number): boolean {
    if (this.#outcome !== null) return true;
    const { session } = this;
    session.goTo(Math.min(session.stepCount, this.#trainedTo + Math.max(1, steps)));
    this.#trainedTo = session.stepsDone;
    if (this.#trainedTo < this.length.lastStep) return false;
    this.#outcome = this.#outcomeAtEnd();
    this.#featureIndices = featurePlaneOf(this.#outcome)?.featureIndices;
    return true;
  }

  /** The features of the map: those that move the outputs of the trained network most. */
  get featureIndices(): readonly number[] | undefined {
    return this.#featureIndices;
  }

  /**
   * The run as if it had ended where a view stands: its parameters and answers there, and the losses of all that is trained.
   */
  at(view: ViewState): Outcome & { readonly stepsDone: number } {
    const stepsDone = standOf(view, this.length);
    const outcome = this.#outcome;
    if (outcome !== null && view.stand === "end") return { ...outcome, stepsDone };
    const { session } = this;
    session.goTo(Math.min(stepsDone, this.length.lastStep));
    const { loss, parameters } = session;
    const isWhole = parameters.every(Number.isFinite) &&
      (Number.isFinite(loss) || this.experiment.dataset.rows.length === 0);
    return { ...this.#outcomeOf(isWhole ? parameters : null, loss), stepsDone: session.stepsDone };
  }

  #outcomeAtEnd(): Outcome {
    const { session, experiment: { dataset, training } } = this;
    const { keptParameters: parameters } = session;
    const trainer = fastTrainer(this.experiment);
    const isLost = dataset.rows.length > 0 && !Number.isFinite(session.loss);
    const divergedAtEpoch = session.divergedAtEpoch ?? (isLost ? Math.max(0, training.epochs - 1) : null);
    const hasDiverged = divergedAtEpoch !== null || !parameters.every(Number.isFinite);
    const loss = trainer.loss(trainer.startingValues(parameters));
    return { ...this.#outcomeOf(hasDiverged ? null : parameters, loss), divergedAtEpoch };
  }

  /** @param parameters null where they are none. */
  #outcomeOf(parameters: Float64Array | null, loss: number): Outcome {
    const { experiment, features, session } = this;
    return {
      experiment,
      features,
      status: parameters === null ? "diverged" : "completed",
      divergedAtEpoch: null,
      losses: session.losses,
      finalLoss: parameters === null || experiment.dataset.rows.length === 0 ? null : loss,
      startingParameters: this.#start,
      parameters,
      predictions: predictionsOf(experiment, features, parameters),
    };
  }
}
