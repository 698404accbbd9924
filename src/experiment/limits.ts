// How large an experiment may be.
// Why limits at all: a stranger's file must not fill the memory or run for a year before anyone notices.
// The message about a file that breaks a limit names the limit; experiments/README.md lists them all.

/** The limits of an experiment file. */
export const LIMITS = {
  /** Size of an experiment file, in bytes. */
  fileBytes: 4 * 1024 * 1024,
  /** Size of a stored `config.json`, in bytes: it holds the rows of the CSV file with the name of each column. */
  configBytes: 32 * 1024 * 1024,
  /** Size of a CSV file, in bytes. */
  dataFileBytes: 16 * 1024 * 1024,
  /** How deep lists and mappings may be nested. */
  yamlDepth: 32,
  /** Characters of an experiment's name. */
  nameLength: 64,
  /** Characters of the name of a feature, a row, a query or a class. */
  labelLength: 200,
  /** Characters of a description. */
  descriptionLength: 2000,
  /** Columns of a CSV file, those that no feature names among them. */
  columns: 10_000,
  features: 1000,
  /** Words of a column that have an input each. */
  categories: 100,
  /** Texts that mean the same as an empty cell. */
  missingTexts: 100,
  rows: 100_000,
  queries: 1000,
  classes: 100,
  /** Columns of numbers that are learned at once. */
  targets: 100,
  /** Words of a sentence. */
  sentenceWords: 1000,
  /** Rows, or columns, of an image. */
  imageSide: 100,
  hiddenLayers: 16,
  neuronsPerLayer: 1024,
  parameters: 1_000_000,
  /** Neurons of a network: a filter has one at each position, a state one a word. */
  neurons: 500_000,
  epochs: 100_000_000,
  /** Lines of the loss log: epochs divided by `log_every`. */
  loggedEpochs: 100_000,
  /** Updates of a single parameter in one run: epochs × rows × parameters (products where weights are shared). Some hours. */
  updates: 1_000_000_000_000,
  /** Keys that one sweep may vary, and values that one list may hold. */
  sweepKeys: 16,
  sweepListValues: 10_000,
  /** Trials of one sweep. */
  trials: 10_000_000,
  /** Distinct combinations of the swept keys other than seeds, learning rate and epochs. */
  sweepVariants: 10_000,
  /** Losses under which the trials of a sweep are counted. */
  lossThresholds: 8,
  /** Problems reported at once. */
  problems: 100,
} as const;
