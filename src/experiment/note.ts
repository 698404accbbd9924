// What people should be told of an experiment or a run though nothing in it is wrong.
// Why apart: each file of notes has its own, and all of them read this.

/** One of them. */
export interface Note {
  /** Without a full stop. */
  readonly message: string;
  /** What would help. */
  readonly hint: string;
}
