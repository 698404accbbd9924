// What the hash program is handed: experiments with their data files, and the places of the reference vectors.
// Why handed over and not read: an engine's shell has no files.

import { type Experiment, parameterCount, parseExperiment, topologyOf } from "../../mod.ts";
import { valueCount } from "../../src/experiment/experiment.ts";
import { ROOT } from "../architecture/layers.ts";
import { caseCount } from "../requirement.ts";
import classicRuns from "../vectors/classic_runs.json" with { type: "json" };
import vectors from "../vectors/exp_log_correctly_rounded.json" with { type: "json" };
import randomState from "../vectors/numpy_random_state.json" with { type: "json" };

/** An experiment file with everything it refers to. */
export interface ExperimentInput {
  readonly fileName: string;
  readonly text: string;
  /** The CSV files in its folder, by name. */
  readonly dataFiles: Readonly<Record<string, string>>;
  /** Settings that follow the file. */
  readonly overrides: readonly string[];
}

/** Everything that the hash program computes from. */
export interface ProgramInput {
  readonly experiments: readonly ExperimentInput[];
  readonly vectors: {
    readonly expPlaces: readonly number[];
    readonly logPlaces: readonly number[];
    readonly seeds: readonly number[];
    readonly classicCases: readonly {
      readonly name: string;
      readonly inputs: readonly number[];
      readonly targets: readonly number[];
      readonly learningRate: number;
      readonly epochs: number;
      readonly seeds: readonly number[];
    }[];
  };
}

/** A slow engine trains this many seeds of a sweep in a few seconds. */
const SEEDS_OF_A_SHORT_SWEEP = 6;

/** Parameters that it moves in some seconds. */
const MOST_UPDATES = 100_000;

/** Lines of a table that it reads in a second or two. */
const MOST_LINES = 400;

/** The experiments of the project, their sweeps, tables and long trainings cut short, and all reference vectors. */
export async function readProgramInput(): Promise<ProgramInput> {
  const experiments = await readExperiments();
  return {
    experiments: experiments.map(shortened),
    vectors: {
      expPlaces: finite(vectors.exp),
      logPlaces: finite(vectors.log),
      seeds: randomState.seeds.map(({ seed }) => seed),
      classicCases: classicRuns.cases.map(({ name, data, y, learn_rate, epochs, runs }) => ({
        name,
        inputs: data.flat(),
        targets: y,
        learningRate: learn_rate,
        epochs,
        seeds: runs.map(({ seed }) => seed).slice(0, caseCount(2, 4)),
      })),
    },
  };
}

/** The sweeps of the project with all their trials, and nothing else. */
export async function readSweepInput(): Promise<ProgramInput> {
  const experiments = await readExperiments();
  return {
    experiments: experiments.filter((experiment) => parse(experiment).sweep !== null),
    vectors: { expPlaces: [], logPlaces: [], seeds: [], classicCases: [] },
  };
}

/** The experiment with fewer rows, seeds, epochs and neurons, where it has many. */
function shortened(experiment: ExperimentInput): ExperimentInput {
  const dataFiles = Object.fromEntries(
    Object.entries(experiment.dataFiles).map(([name, text]) => [
      name,
      text.split(/(?<=\n)/).slice(0, MOST_LINES).join(""),
    ]),
  );
  const short = { ...experiment, dataFiles, overrides: shortRanges(experiment) };
  const parsed = parse(short);
  const { dataset, training: { epochs }, sweep } = parsed;
  const axes = sweep?.axes ?? [];
  if (axes.flat().some(({ key }) => key === "training.epochs")) return short;
  const trialCount = axes.reduce((count, [{ values }]) => count * valueCount(values), 1);
  const updates = trialCount * epochs * dataset.rows.length * parameterCount(topologyOf(parsed));
  if (updates <= MOST_UPDATES) return short;
  const fewer = Math.floor(epochs * MOST_UPDATES / updates);
  const settings = fewer > 0 ? [`epochs=${fewer}`] : ["epochs=1", "hidden=[2]"];
  return { ...short, overrides: [...short.overrides, ...settings] };
}

/** Overrides that cut every swept range. */
function shortRanges(experiment: ExperimentInput): readonly string[] {
  const keys = parse(experiment).sweep?.axes.flat() ?? [];
  return keys.flatMap(({ key, values }) =>
    values.kind === "range"
      ? [`${key}=${values.from}..${Math.min(values.to, values.from + SEEDS_OF_A_SHORT_SWEEP - 1)}`]
      : []
  );
}

function parse({ fileName, text, dataFiles, overrides }: ExperimentInput): Experiment {
  return parseExperiment(text, { fileName, readDataFile: (name) => ({ text: dataFiles[name] }), overrides });
}

/** Every experiment in `experiments/`, in the order of their names. */
export async function readExperiments(): Promise<readonly ExperimentInput[]> {
  const folder = new URL("experiments/", ROOT);
  const texts: Record<string, string> = {};
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile) texts[name] = await Deno.readTextFile(new URL(name, folder));
  }
  const names = Object.keys(texts).sort();
  const dataFiles = Object.fromEntries(
    names.filter((name) => name.endsWith(".csv")).map((name) => [name, texts[name]]),
  );
  return names.filter((name) => name.endsWith(".yaml"))
    .map((fileName) => ({ fileName, text: texts[fileName], dataFiles, overrides: [] }));
}

function finite(pairs: readonly (readonly unknown[])[]): readonly number[] {
  return pairs.map(([place]) => Number(place)).filter((place) => Number.isFinite(place));
}
