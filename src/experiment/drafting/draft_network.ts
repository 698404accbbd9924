// The network of a draft, how its weights start and how it learns: the sections network, init and training.
// Why these numbers: measured on tables of 150 to 1800 rows over many splits and starts; more inputs than two need smaller
// weights than normal(0, 1), with one or two these bend sooner.

/** What they are chosen by. */
export interface DraftSize {
  readonly rowCount: number;
  /** Of the network: one a column of numbers, one a word. */
  readonly inputCount: number;
  /** Whether rows are held out, which tell when to stop. */
  readonly isHeldOut: boolean;
}

/** From so many inputs on a network is wide, and has neurons that cost less. */
const MANY_INPUTS = 40;
/** With no more inputs than these, weights of any size do. */
const FEW_INPUTS = 2;

/** What chooses an epoch is no fair judge of it. */
const CAUTION = `;
                                  # held-out rows choose it, so their scores are slightly optimistic`;

/** How the network can be held against the simplest one, as a line of the head. */
export function straightLine(command: string): string {
  return `Compare it with a straight line: ${command} 'hidden=[]'`;
}

/** The sections, a line each, and more for a long comment. */
export function networkText(size: DraftSize): string {
  const { inputCount, isHeldOut } = size;
  const isWide = inputCount > MANY_INPUTS;
  const neuronCount = isWide ? 32 : inputCount > 8 || isHeldOut ? 16 : 8;
  const scheme = isWide ? "he_uniform" : "glorot_uniform";
  return `network:
  ${commented(`hidden: [${neuronCount}]`, "neurons of each hidden layer")}
  activation: ${isWide ? "relu" : "tanh"}
init:
  ${commented("seed: 0", "another seed, another start: was it luck?")}
${
    inputCount <= FEW_INPUTS
      ? ""
      : `  ${commented(`scheme: ${scheme}`, "the more inputs, the smaller weights start")}\n`
  }${trainingText(size)}`;
}

function trainingText({ rowCount, isHeldOut }: DraftSize): string {
  const epochs = Math.min(300, Math.max(5, Math.round(150_000 / rowCount / 5) * 5));
  const batchSize = rowCount > 20_000 ? 64 : rowCount > 1000 ? 32 : rowCount > 40 ? 10 : 1;
  const patience = epochs > 5 ? Math.max(5, Math.round(epochs / 15)) : 3;
  // A loss of rows that are learned hardly ever turns up; what stops looks at the logged epochs, and misses the others.
  const [mark, caution, logEvery] = isHeldOut ? ["", CAUTION, 1] : ["# ", "", readableLogEvery(epochs)];
  const logged = `log_every: ${logEvery}`;
  return `training:
  optimizer: adam
  learning_rate: ${rowCount > 20_000 ? 0.003 : 0.01}
  batch_size: ${batchSize}
  shuffle: true
  epochs: ${epochs}
  ${logEvery === 1 ? logged : commented(logged, "1 with the stop below: each epoch may be the best")}
  ${
    commented(
      `${mark}stop: { patience: ${patience} }`,
      `ends after ${patience} logged epochs without a better loss, and keeps the best${caution}`,
    )
  }
`;
}

/** Lines of losses that somebody reads before the answers. */
const MOST_LOGGED = 50;

/** Every how many epochs a loss is logged where nothing but a reader needs it. */
function readableLogEvery(epochs: number): number {
  return [1, 2, 5, 10].find((every) => epochs / every <= MOST_LOGGED) ?? 10;
}

/** A setting of a section with its comment. */
function commented(setting: string, comment: string): string {
  return `${setting.padEnd(31)} # ${comment}`;
}
