// What an export gives as a file beside a result, made again to check one that lies there.
// What must not change: nothing of the file is believed but the credit, which is the user's; every other byte is the result's.

import type { Read } from "../experiment/source/problem.ts";
import { DATA_PACKAGE_FILE, RO_CRATE_FILE } from "../results/file_limits.ts";
import type { Outcome } from "../run/outcome.ts";
import { dataPackage } from "./data_package.ts";
import { creditIn, creditProblem, roCrate } from "./ro_crate.ts";

/**
 * The text that `export` gives beside a result.
 *
 * @param name one of `FILES_BESIDE`.
 * @param found the file that lies there, which says who made the result.
 * @returns the text, or why there is none.
 */
export function fileBeside(name: string, found: Uint8Array, outcome: Outcome): Read<string, string> {
  if (outcome.parameters === null) return { problems: ["export gives none of a run that diverged"] };
  if (name === DATA_PACKAGE_FILE) return { ok: dataPackage(outcome) };
  if (name !== RO_CRATE_FILE) throw new Error(`assertion failed: ${name} is no file beside a result`);
  const credit = creditIn(found);
  if (credit === null) return { problems: ["it does not say author, license and date as export does"] };
  const problem = creditProblem(credit);
  return problem === null ? { ok: roCrate(outcome, credit) } : { problems: [problem] };
}
