// A result as an RO-Crate: who made it, under which licence, and what each file is, for archives that ask.
// What must not change: author, licence and date are the user's, and nothing is guessed in their place.

import type { JsonObject } from "../experiment/config.ts";
import { bytesOf } from "../results/file_content.ts";
import { RO_CRATE_FILE } from "../results/file_limits.ts";
import { hashOf } from "../results/hashed_files.ts";
import { jsonText } from "../results/json_text.ts";
import { textFiles } from "../results/run_files.ts";
import { jsonIn, memberOf, type UncheckedJson } from "../results/stored_text.ts";
import type { Outcome } from "../run/outcome.ts";

/** Whose a result is. */
export interface Credit {
  /** A name. */
  readonly author: string;
  /** The address of a licence's text. */
  readonly license: string;
  /** Of publication: `2030-01-31`. */
  readonly date: string;
}

/** What is wrong with a credit: a message about one of its parts; null for nothing. */
export function creditProblem({ author, license, date }: Credit): string | null {
  if (author.trim() === "") return "author must be a name: found nothing";
  if (!/^https?:\/\/[^\s]+$/.test(license)) {
    return `license must be the address of a licence, such as https://spdx.org/licenses/CC-BY-4.0: found ${license}`;
  }
  return isDate(date) ? null : `date must be a day such as 2030-01-31: found ${date}`;
}

function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year === undefined || month < 1 || month > 12) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return day >= 1 && day <= days;
}

const FILES: Readonly<Record<string, readonly [type: string, what: string]>> = {
  "experiment.yaml": ["application/yaml", "The experiment as it was written"],
  "config.json": [
    "application/json",
    "The experiment with every setting and all rows; running it gives this result",
  ],
  "log.txt": ["text/plain", "What the run printed"],
  "loss.csv": ["text/csv", "The loss at the logged epochs"],
  "predictions.csv": ["text/csv", "What the trained network answers to the queries"],
  "model.json": ["application/json", "The trained network"],
  "evaluation.json": ["application/json", "How good the answers are"],
};

/** The text of `ro-crate-metadata.json`, which belongs beside the files that it describes. */
export function roCrate(outcome: Outcome, { author, license, date }: Credit): string {
  const { experiment } = outcome;
  const files = [...textFiles(outcome)].map(([name, content]): JsonObject => {
    const bytes = bytesOf(content);
    const [encodingFormat, description] = FILES[name];
    return {
      "@id": name,
      "@type": "File",
      name,
      description,
      encodingFormat,
      contentSize: String(bytes.length),
      sha256: hashOf(bytes),
    };
  });
  const references = files.map((file) => ({ "@id": file["@id"] }));
  const graph: readonly JsonObject[] = [
    {
      "@id": RO_CRATE_FILE,
      "@type": "CreativeWork",
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.2" },
      about: { "@id": "./" },
    },
    {
      "@id": "./",
      "@type": "Dataset",
      name: experiment.name,
      description: experiment.description === ""
        ? `The result of the experiment ${experiment.name}: a trained network and its answers`
        : experiment.description,
      datePublished: date,
      license: { "@id": license },
      author: { "@id": "#author" },
      hasPart: references,
      mentions: { "@id": "#run" },
    },
    ...files,
    { "@id": "#author", "@type": "Person", name: author },
    { "@id": license, "@type": "CreativeWork", name: license },
    {
      "@id": "#seedbed",
      "@type": "SoftwareApplication",
      name: "Seedbed",
      description: `numerics ${experiment.numerics}`,
    },
    {
      "@id": "#run",
      "@type": "CreateAction",
      name: `Training of ${experiment.name}`,
      instrument: { "@id": "#seedbed" },
      object: { "@id": "config.json" },
      result: references,
    },
  ];
  return jsonText({ "@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph });
}

/** The credit that such a file gives, whatever else it says; null where it gives none. */
export function creditIn(bytes: Uint8Array): Credit | null {
  const json = jsonIn(new Map([[RO_CRATE_FILE, bytes]]), RO_CRATE_FILE);
  const graph = "ok" in json ? memberOf(json.ok, "@graph") : null;
  if (!Array.isArray(graph)) return null;
  const entityOf = (id: string): UncheckedJson => graph.find((one) => memberOf(one, "@id") === id);
  const author = memberOf(entityOf("#author"), "name");
  const license = memberOf(memberOf(entityOf("./"), "license"), "@id");
  const date = memberOf(entityOf("./"), "datePublished");
  const isGiven = typeof author === "string" && typeof license === "string" && typeof date === "string";
  return isGiven ? { author, license, date } : null;
}
