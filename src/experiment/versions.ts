// The versions that a result carries: of its arithmetic, of its files, and of the program that drew its reports.
// What must not change: the figures of a result are a function of the experiment and of the first two alone; a new
// version of the program may draw its reports differently, but moves no figure.

/** The arithmetic of a result: any change of any bit of any figure is a new version, and the old one stays. */
export const NUMERICS_VERSION = 1;

/**
 * The names and the layout of the result files: 1, and 2 for what 1 cannot hold (`formatOf`). What 1 can hold stays in it,
 * so that its bytes never move.
 */
export const FORMAT_VERSIONS = [1, 2] as const;

/** This program, as `deno.json` has it. */
export const PROGRAM_VERSION = "0.2.0";

/** Where strangers find this program, as Deno takes it: the package that `deno.json` names. */
export const PROGRAM_HOMEPAGE = "jsr:@seedbed/seedbed";

/** The program in a line, as a report signs: `Seedbed 0.2.0`. */
export const PROGRAM_NAME = `Seedbed ${PROGRAM_VERSION}`;

/** The versions on which the figures of a result depend. */
export interface ResultVersions {
  /** Version of the files' layout. */
  readonly format: number;
  /** Version of the arithmetic. */
  readonly numerics: number;
}

const KNOWN_FORMATS: readonly number[] = FORMAT_VERSIONS;
const KNOWN_NUMERICS: readonly number[] = [NUMERICS_VERSION];

/**
 * Why this program cannot make a result of these versions, and the way out; null where it can, and for null.
 *
 * What a config's `numerics` means is decided here: numerics 2 would be listed beside 1, and a run or a sweep would
 * take the arithmetic that its experiment names. No other arithmetic ever takes the place of one that is missing.
 */
export function versionRefusal(versions: ResultVersions | null): string | null {
  if (versions === null) return null;
  const { format, numerics } = versions;
  if (KNOWN_FORMATS.includes(format) && KNOWN_NUMERICS.includes(numerics)) return null;
  const known = `numerics ${KNOWN_NUMERICS.join(" and ")} and formats ${KNOWN_FORMATS.join(" and ")}`;
  return `made with numerics ${numerics} in format ${format}: this program has ${known}; ` +
    "use a version of Seedbed that has both";
}
