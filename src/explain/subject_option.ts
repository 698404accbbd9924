// Which row or query to explain: what the user asked for by its name, looked for in the experiment.
// Why rows in two places: a learned and a held-out row may have one name, as where each table counts its own rows.
import type { Experiment } from "../experiment/experiment.ts";
import type { ProblemCode } from "../experiment/source/problem.ts";
import { suggestion } from "../text/suggest.ts";
import { listed } from "../text/words.ts";
import type { ExplainedSubject } from "./explanation.ts";

/** What to explain, by its name; one of them at most. Without any it is a row that is learned, else the first query. */
export interface SubjectOptions {
  /** The name of a row, learned or held out; default: the first of those that training would learn from next. */
  readonly row?: string;
  /** The name of a row that is held out, also where a learned one has it too. */
  readonly heldOut?: string;
  /** The name of a query, in place of a row: forward only. Without rows the first query is the default. */
  readonly query?: string;
}

/** Takes a mistake in an option. */
export type Report = (code: ProblemCode, argument: string, message: string, hint?: string) => void;

/** The options that name a row or a query, and what each is called that they name. */
const NAMING = { row: "row", heldOut: "held-out row", query: "query" } as const;
type Naming = keyof typeof NAMING;

/** The words of the options that were given of some, as on the command line: `--held-out Ann`. */
export function optionWords<Option extends string>(
  options: Readonly<Partial<Record<Option, string | number>>>,
  of: readonly Option[],
): readonly string[] {
  return of.filter((option) => options[option] !== undefined)
    .map((option) => `--${option === "heldOut" ? "held-out" : option} ${options[option]}`);
}

/** What can be named by one of the options. */
interface Nameable extends Pick<ExplainedSubject, "kind" | "isHeldOut"> {
  readonly option: Naming;
  readonly items: readonly { readonly name: string }[];
}

function nameablesOf({ dataset: { rows, validation }, queries }: Experiment): readonly Nameable[] {
  return [
    { option: "row", kind: "row", isHeldOut: false, items: rows },
    { option: "heldOut", kind: "row", isHeldOut: true, items: validation?.rows ?? [] },
    { option: "query", kind: "query", isHeldOut: false, items: queries },
  ];
}

/** Which row or query; null for the row that is learned next, and where what is wanted cannot be had. */
export function subjectOf(
  experiment: Experiment,
  options: SubjectOptions,
  report: Report,
): ExplainedSubject | null {
  const given = (["row", "heldOut", "query"] as const).filter((option) => options[option] !== undefined);
  if (given.length > 1) {
    const words = given.map((option) => `a ${NAMING[option]}`);
    const message = `${listed(words)} cannot be explained at once`;
    report("not_allowed", optionWords(options, given).join(" "), message, "leave all but one out");
    return null;
  }
  const [option] = given;
  return option === undefined ? firstOf(experiment, report) : namedOf(experiment, option, options, report);
}

/** Null for the row that is learned next; without rows it is the first query. */
function firstOf({ dataset: { rows }, queries }: Experiment, report: Report): ExplainedSubject | null {
  if (rows.length > 0) return null;
  if (queries.length > 0) return { kind: "query", isHeldOut: false, name: queries[0].name, index: 0 };
  const message = "there is nothing to explain: the experiment has neither rows nor queries";
  report("missing", "explain", message, "add a query such as queries: [{ name: Emily, weight: 128 }]");
  return null;
}

/** What an option names; null where there is none of that name. */
function namedOf(
  experiment: Experiment,
  option: Naming,
  options: SubjectOptions,
  report: Report,
): ExplainedSubject | null {
  const name = options[option]!;
  const all = nameablesOf(experiment);
  const looked = all.filter((one) => one.option === option || option === "row" && one.isHeldOut);
  for (const { kind, isHeldOut, items } of looked) {
    const index = items.findIndex((item) => item.name === name);
    if (index >= 0) return { kind, isHeldOut, name, index };
  }
  const elsewhere = all.find(({ items }) => items.some((item) => item.name === name));
  const known = looked.flatMap(({ items }) => items.map((item) => item.name));
  const what = NAMING[option];
  const hint = elsewhere !== undefined
    ? `${name} is a ${NAMING[elsewhere.option]}: ${
      optionWords({ [elsewhere.option]: name }, [elsewhere.option])[0]
    }`
    : known.length === 0
    ? `the experiment has no ${what === "query" ? "queries" : `${what}s`}`
    : suggestion(String(name), [...new Set(known)]);
  report("unknown_key", optionWords(options, [option])[0], `there is no ${what} ${name}`, hint);
  return null;
}
