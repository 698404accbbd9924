// What a network learns from: numbers only, already shifted and scaled, flat so that the loops run fast.
// Why flat: the plain trainer and the kernel read the same array without copying it.

/** The rows to learn from, in the order in which they are learned. */
export interface TrainingData {
  /** Shape [rowCount * inputCount], row-major: input i of row r is at r * inputCount + i. */
  readonly inputs: Float64Array;
  /** Shape [rowCount]: what the network should answer for each row. */
  readonly targets: Float64Array;
}
