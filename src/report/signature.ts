// Who signs the pages of this program, and which pages: so that a stranger who gets one by mail finds what made it.
// What must not change: reports in results of format 1 have no signature; that format gets no section that it had not.

import type { Signature } from "../document/page.ts";
import { formatOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { PROGRAM_HOMEPAGE, PROGRAM_NAME } from "../experiment/versions.ts";

/** This program. */
export const SIGNATURE: Signature = { name: PROGRAM_NAME, homepage: PROGRAM_HOMEPAGE };

/** The signature of the report of an experiment, as a member of its page; nothing in format 1. */
export function signatureOf(experiment: Experiment): { readonly signature?: Signature } {
  return formatOf(experiment) > 1 ? { signature: SIGNATURE } : {};
}
