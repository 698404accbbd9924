// The versions that results carry, so that what is read can be told from what is not.
// What must not change: a number that has been given out keeps its meaning.

/** Version of the pinned arithmetic: results of one version agree in every bit. */
export const NUMERICS_VERSION = 1;

/** Version of the files in a result folder: which there are, and what stands in them. */
export const FORMAT_VERSION = 1;
