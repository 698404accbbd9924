// The way of `readExperiment` for a single run without a mistake, in a fraction of its time.
// What must hold: it gives the same experiment as the long way, or nothing, and tells no mistake itself.

import { readTable } from "./data_file.ts";
import type { Experiment } from "./experiment.ts";
import { LIMITS } from "./limits.ts";
import { applyOverrides } from "./override.ts";
import { defaultNameOf, type ParseOptions } from "./parse_options.ts";
import { quickDraft } from "./quick_check.ts";
import { resolveExperiment } from "./resolve.ts";
import { parseYamlTree } from "./yaml_reader.ts";
import { nodeAt, placer, valueOf } from "./yaml_tree.ts";

/** The experiment of a text; null where there is a sweep or may be a mistake, for `readExperiment` to see. */
export function readQuickly(text: string, options: ParseOptions): Experiment | null {
  const fileName = options.fileName ?? "experiment.yaml";
  // A character has at most three bytes, so nothing that is too large gets through.
  if (text.length * 3 > LIMITS.fileBytes) return null;
  const parsed = parseYamlTree({ name: fileName, text });
  if (parsed.root === null || parsed.problems.length > 0) return null;
  const { root, problems } = applyOverrides(parsed.root, options.overrides ?? []);
  if (problems.length > 0 || nodeAt(root, ["sweep"]) !== undefined) return null;
  const draft = quickDraft(valueOf(root));
  if (draft === null) return null;
  const places = placer(root);
  const dataFile = readTable(draft, fileName, options.readDataFile, places);
  if (dataFile !== null && dataFile.problems.length > 0) return null;
  const resolved = resolveExperiment(draft, {
    defaultName: defaultNameOf(fileName),
    sourceText: text,
    placeOf: places,
    table: dataFile?.table ?? null,
    knownRows: null,
    sweep: null,
    isPartial: false,
  });
  return "experiment" in resolved ? resolved.experiment : null;
}
