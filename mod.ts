/**
 * Small neural networks from a file, with the same bytes on every machine and every JavaScript engine.
 *
 * An experiment is a YAML text. {@linkcode parseExperiment} reads it or tells every mistake in it at once,
 * {@linkcode runExperiment} trains its network and asks its queries, and {@linkcode resultFiles} gives the files of
 * the result folder, by name. The parts are here as well: the feedforward pass, the chain rule, the trainer that
 * defines every result, the pinned `exp`, `log`, `sigmoid` and `tanh`, and NumPy's legacy random numbers.
 *
 * Nothing here reads a file, a clock or the environment, so it runs in a browser as it does in Deno.
 *
 * @example From the text of an experiment to the files of its result
 * ```ts
 * import { parseExperiment, resultFiles, runExperiment } from "@seedbed/seedbed";
 *
 * const experiment = parseExperiment(`
 * name: gender
 * dataset:
 *   features: [{ name: weight, shift: 135 }, { name: height, shift: 66 }]
 *   target: { name: gender, classes: { M: 0, F: 1 } }
 *   rows:
 *     - { name: Alice,   weight: 133, height: 65, gender: F }
 *     - { name: Bob,     weight: 160, height: 72, gender: M }
 *     - { name: Charlie, weight: 152, height: 70, gender: M }
 *     - { name: Diana,   weight: 120, height: 60, gender: F }
 * init: { seed: 42 }
 * queries:
 *   - { name: Emily, weight: 128, height: 63 }
 * `);
 * const outcome = runExperiment(experiment);
 * const files = resultFiles(outcome);
 *
 * if (outcome.predictions[0].label !== "F") throw new Error("Emily is a woman");
 * if (!files.get("log.txt")!.toString().startsWith("Epoch 0 loss: 0.")) throw new Error("the loss comes first");
 * ```
 *
 * @module
 */
// What must not change: only folders above the purity line of src/README.md are exported from here, so that the
// whole graph runs without Deno, without a document and without permissions.

// The whole way
export { parseExperiment, type ParseOptions } from "./src/experiment/reading/parse_experiment.ts";
export type { LoggedEpoch, Outcome, Prediction, RunStanding } from "./src/run/outcome.ts";
export { runExperiment, type RunOptions } from "./src/run/run_experiment.ts";
export { ask, type AskedCells } from "./src/run/ask.ts";
export { Session, type SessionOptions } from "./src/run/session.ts";
export { resultFiles } from "./src/results/result_files.ts";
export { sweepFiles } from "./src/results/sweep_files.ts";
export { hashOf } from "./src/results/hashed_files.ts";
export { bytesOf, type FileContent, type FileMap } from "./src/results/file_content.ts";

// Many runs at once
export {
  columnOf,
  type FigureSource,
  sweepExperiment,
  type SweepOptions,
  type SweepOutcome,
} from "./src/sweep/sweep_outcome.ts";
export type { Engine } from "./src/engine/row_engine.ts";
export { planOf, settingsAt, type SweepPlan } from "./src/sweep/plan.ts";
export type { LossBand } from "./src/sweep/loss_bands.ts";
export type { Settings } from "./src/experiment/reading/variant.ts";
export { type EndName, FIGURE, type JudgedName, type NamedFigure } from "./src/sweep/figures.ts";
export type { FoldSpread, Luck, LuckKind } from "./src/sweep/luck.ts";
export type { JudgedTrial, NotableTrial, NotableTrials } from "./src/sweep/notable_trials.ts";
export { type FigureLuck, type GroupSummary, summaryOf, type SweepSummary } from "./src/sweep/summary.ts";
export type { Reach, SettingMean, SettingMeans } from "./src/sweep/setting_figures.ts";
export type {
  JudgedSummary,
  LabelShare,
  OutputSummary,
  QuerySummary,
  RowsRightSummary,
  ThresholdSummary,
  TrialsSummary,
} from "./src/sweep/trial_statistics.ts";
export { type Distribution, type HistogramCounts, QUANTILES } from "./src/sweep/distribution.ts";
export { type TrialColumn, trialColumns } from "./src/results/trial_columns.ts";
export type { SweepFilesOptions } from "./src/results/sweep_contents.ts";

// Checking a result
export { verify, type VerifyOptions } from "./src/verify/verify.ts";
export type { FileCheck, Verification } from "./src/verify/verification.ts";
export type { LargeFile, NotInMemory } from "./src/verify/verification_plan.ts";
export type { Difference, DifferencePlace } from "./src/verify/difference.ts";
export type { Origin } from "./src/verify/origin.ts";
export type { ResultVersions } from "./src/experiment/versions.ts";
export type { StoredFiles } from "./src/results/stored_text.ts";

// Taking a network away
export {
  type ExportedFile,
  exportedFile,
  type ExportForm,
  exportForms,
  type ExportSettings,
} from "./src/export/forms.ts";
export type { Read } from "./src/experiment/source/problem.ts";
export type { Credit } from "./src/export/ro_crate.ts";

// Seeing how it works
export { explain } from "./src/explain/explain.ts";
export { explainJson } from "./src/explain/explain_json.ts";
export type { ExplainOptions } from "./src/explain/explain_options.ts";
export type { SubjectOptions } from "./src/explain/subject_option.ts";
export type {
  ExplainedInput,
  ExplainedLearning,
  ExplainedNeuron,
  ExplainedOutput,
  ExplainedParameter,
  ExplainedState,
  ExplainedStep,
  ExplainedSubject,
  ExplainedTargets,
  ExplainedTeaching,
  ExplainedTerm,
  Explanation,
  NamedNumber,
  RunEnd,
} from "./src/explain/explanation.ts";

// The experiment
export {
  courseOf,
  type DroppedRows,
  type Experiment,
  type GivenInit,
  type Init,
  type NetworkSettings,
  type SeedInit,
  startingParameters,
  type Sweep,
  type SweepValue,
  type SweepValues,
  type SweptKey,
  topologyOf,
  trainingDataOf,
  type TrainingSettings,
} from "./src/experiment/experiment.ts";
export type { ConvSettings, LayerSettings } from "./src/experiment/layer_list.ts";
export type { Goals } from "./src/experiment/goals.ts";
export {
  describeProblem,
  ExperimentError,
  type Place,
  type Problem,
  type ProblemCode,
  type SourceText,
} from "./src/experiment/source/problem.ts";
export { configOf, type JsonObject, type JsonValue } from "./src/experiment/config.ts";
export { experimentId, resultFolder } from "./src/experiment/experiment_id.ts";
export { experimentJsonSchema } from "./src/experiment/json_schema.ts";
export type { DataFileReader } from "./src/experiment/source/data_file.ts";
export type { JsonSchema } from "./src/experiment/kind.ts";

// The dataset
export type {
  Category,
  ClassesTarget,
  CodedTarget,
  ColumnRequest,
  Dataset,
  FoldSplit,
  FractionSplit,
  GivenRows,
  ImageFeature,
  NamedRows,
  NumbersTarget,
  Query,
  Row,
  Split,
  Target,
  TargetClass,
  Tokens,
  Validation,
} from "./src/dataset/dataset.ts";
export { labelOf, outputNamesOf } from "./src/dataset/dataset.ts";
export { type Column, fitColumns, rawOutput, standardize } from "./src/dataset/standardize.ts";

// The network
export { activate, slopeOf } from "./src/engine/rules/activate.ts";
export { type ActivationName, activations } from "./src/engine/rules/activation.ts";
export type {
  Activation,
  Formula,
  LayerActivation,
  NamedActivation,
  NeuronActivation,
  NeuronFunctions,
} from "./src/engine/rules/activation_contract.ts";
export type { OutputName } from "./src/engine/rules/output.ts";
export { feedforward } from "./src/engine/feedforward.ts";
export { drawParameters, givenParameters, streamAfterDrawing } from "./src/engine/parameters.ts";
export type { Scheme, SchemeName } from "./src/engine/rules/scheme.ts";
export type {
  ConvShape,
  DenseShape,
  ImageShape,
  InputShape,
  LayerShape,
  MaxpoolShape,
  RnnShape,
  SentenceShape,
  Ties,
} from "./src/engine/layer_shapes.ts";
export {
  denseTopology,
  parameterCount,
  parameterNames,
  sizesOf,
  type Topology,
} from "./src/engine/topology.ts";

// Learning
export {
  type AnswerFunctions,
  type AnswerLoss,
  type Loss,
  losses,
  type LossName,
  type MatchedForm,
  type MatchedLoss,
  meanSquaredError,
  type NamedLoss,
  type RowFunctions,
} from "./src/engine/rules/loss.ts";
export type { Cells } from "./src/engine/cells.ts";
export type { Clipping, ClippingFunctions } from "./src/engine/rules/clipping.ts";
export type {
  ImmediateFunctions,
  ImmediateStep,
  Optimizer,
  OptimizerEntry,
  OptimizerFunctions,
} from "./src/engine/rules/optimizer_contract.ts";
export {
  type OptimizerName,
  type OptimizerNumbers,
  optimizerOf,
  optimizers,
  type OptimizerSettings,
  sgd,
} from "./src/engine/rules/optimizer.ts";
export type { Penalty } from "./src/engine/rules/penalty.ts";
export {
  classicLearning,
  classicSettings,
  type Learning,
  learningOf,
  type LearningSettings,
  startingValues,
  stepCountOf,
  type ValuePlaces,
  valuePlaces,
} from "./src/engine/learning.ts";
export type {
  PlateauSchedule,
  Schedule,
  StepSchedule,
  Stopping,
  Supervision,
} from "./src/engine/rules/schedule.ts";
export type { Course } from "./src/engine/course.ts";
export { type Shuffle, ShuffledRows } from "./src/engine/row_order.ts";
export {
  backpropagate,
  type Backpropagation,
  gradientsByName,
  stepped,
} from "./src/engine/backpropagation.ts";
export { plainTrainer, type Trainer } from "./src/engine/trainer.ts";
export type { TrainingData } from "./src/engine/training_data.ts";
export {
  type EarlyEnd,
  type LoggedLoss,
  standingCount,
  train,
  type TrainingEnds,
  type TrainingOptions,
  type TrainingRun,
} from "./src/engine/training_run.ts";
export type { StopReason } from "./src/engine/supervisor.ts";

// Was it any good?
export type { HeldOutScores } from "./src/sweep/row_judge.ts";
export { endsOfRun } from "./src/run/supervised.ts";
export { type AllAnswers, answersOf, type RowAnswers } from "./src/run/row_answers.ts";
export { type ClassesScores, type NumbersScores, type Scores, scoresOfRows } from "./src/run/scores.ts";
export {
  type ColumnR2,
  type LossCourse,
  type RowsVerdict,
  type Verdict,
  verdictOf,
} from "./src/run/verdict.ts";
export { notesAfter } from "./src/run/notes_after.ts";
export type { Note } from "./src/experiment/note.ts";
export { holdOut, type HoldOutOptions, stratifiedHoldOut } from "./src/judging/hold_out.ts";
export { type FoldOptions, folds, stratifiedFolds } from "./src/judging/folds.ts";
export {
  accuracy,
  type ClassScores,
  confusionMatrix,
  macroF1,
  precisionRecallF1,
} from "./src/judging/class_scores.ts";
export {
  areaUnderCurve,
  calibration,
  type CalibrationBin,
  logLoss,
} from "./src/judging/probability_scores.ts";
export { meanAbsoluteError, rSquared } from "./src/judging/number_scores.ts";

// Pinned numbers
export type { Arithmetic, ValueName } from "./src/numeric/arithmetic.ts";
export { numbers } from "./src/numeric/numbers.ts";
export { exp } from "./src/numeric/exp.ts";
export { expm1 } from "./src/numeric/expm1.ts";
export { log } from "./src/numeric/log.ts";
export { log1p } from "./src/numeric/log1p.ts";
export { sigmoid, tanh } from "./src/numeric/sigmoid.ts";
export { softplus } from "./src/numeric/softplus.ts";
export { RandomState } from "./src/random/random_state.ts";
