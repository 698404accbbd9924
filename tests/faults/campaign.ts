// Disturbs one scenario by many faults, several processes at a time, and lists everything that does not hold.
// Why the recovery is tried once for each state of the disk: the same bytes are mended by the same steps.

import assert from "node:assert/strict";
import { runSeedbed } from "../seedbed_process.ts";
import { type Operation, runDisturbed, withoutIds } from "./disturbed_process.ts";
import { type Fault, faultText } from "./fault_injector.ts";
import {
  hasSameResults,
  lostResults,
  problemsOfExit,
  problemsOfRest,
  problemsOfResults,
  restIn,
  resultsIn,
  saidBy,
} from "./invariants.ts";
import { ProblemList } from "./problem_list.ts";
import { makePlace, type Place, prepare, type PreparedScenario, runLine, type Scenario } from "./scenario.ts";
import {
  age,
  below,
  copyTree,
  differences,
  type Snapshot,
  snapshotOf,
  textOfSnapshot,
} from "./tree_snapshot.ts";

const PROCESSES_AT_ONCE = 3;
/** Tries faults on a scenario; fails where something does not hold, and says by which fault that shows. */
export async function disturb(
  scenario: Scenario,
  faultsOf: (operations: readonly Operation[]) => readonly Fault[],
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const campaign = new Campaign(await prepare(scenario, folder), folder);
    const faults = faultsOf(campaign.scenario.operations);
    await inTurns(faults, (fault, index) => campaign.tryOne(fault, `${folder}/case-${index}`));
    await campaign.verify();
    campaign.report(faults.length);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Does something with each item, a few at a time. */
export async function inTurns<Item>(
  items: readonly Item[],
  act: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const entries = items.entries();
  await Promise.all(Array.from({ length: PROCESSES_AT_ONCE }, async () => {
    for (const [index, item] of entries) await act(item, index);
  }));
}

class Campaign {
  readonly #problems = new ProblemList();
  readonly #mended = new Set<string>();
  #hitCount = 0;

  constructor(readonly scenario: PreparedScenario, readonly folder: string) {}

  /** Disturbs the command by one fault, looks at what is left, and lets the next run mend it. */
  async tryOne(fault: Fault, folder: string): Promise<void> {
    const place = makePlace(folder, this.scenario.template);
    const around = aroundResults(place);
    const { outFolder } = place;
    const result = await runDisturbed(runLine(place, this.scenario.args), {
      outFolder,
      disturbance: { fault },
    });
    const now = snapshotOf(outFolder);
    const hit = result.operations.find(({ isHit }) => isHit);
    if (hit !== undefined) this.#hitCount++;
    const problems = [
      ...differences(aroundResults(place), around).map((difference) =>
        `outside of the results: ${difference}`
      ),
      ...problemsOfExit(this.scenario, fault, result, now),
      ...problemsOfResults(this.scenario, now),
      ...this.#problemsOfLoss(fault, now),
      ...(fault.kind === "fail" ? problemsOfRest(this.scenario, result, now) : []),
      ...await this.#problemsOfNextRun(place, now),
    ];
    for (const problem of problems) {
      this.#problems.note(faultText(fault), hit, problem.replaceAll(folder, "…"));
    }
    await Deno.remove(folder, { recursive: true });
  }

  #problemsOfLoss({ kind }: Fault, now: Snapshot): readonly string[] {
    const lost = lostResults(this.scenario, now);
    if (lost.length === 0 || (kind !== "fail" && this.scenario.replaces === true)) return [];
    return [`${lost.join(", ")} is away from its name`];
  }

  /** The next run ends with the result, and one that comes when all is old leaves nothing else. */
  async #problemsOfNextRun(place: Place, now: Snapshot): Promise<readonly string[]> {
    const state = withoutIds(textOfSnapshot(now));
    if (this.#mended.has(state)) return [];
    this.#mended.add(state);
    const problems = lostResults(this.scenario, now).length > 0
      ? await this.#problemsOfOtherRun(place, now)
      : [];
    const next = await runSeedbed(runLine(place, this.scenario.args));
    const mended = snapshotOf(place.outFolder);
    if (next.code !== 0) problems.push(`the next run: exit code ${next.code}: ${saidBy(next.stderr)}`);
    else if (next.stdout !== this.scenario.stdout) problems.push("the next run prints something else");
    if (!hasSameResults(mended, this.scenario.wanted)) {
      problems.push(`after the next run: ${differences(mended, this.scenario.wanted)[0]}`);
    }
    if (restIn(mended).length === 0) return problems;
    age(place.outFolder);
    await runSeedbed(runLine(place, this.scenario.args));
    const rest = restIn(snapshotOf(place.outFolder));
    if (rest.length > 0) problems.push(`left for ever: ${rest.join(", ")}`);
    return problems;
  }

  /** A result that is away comes back by any run of the experiment. */
  async #problemsOfOtherRun(place: Place, now: Snapshot): Promise<string[]> {
    const other = makePlace(`${place.folder}-other`);
    copyTree(place.outFolder, other.outFolder);
    const { code, stderr } = await runSeedbed(runLine(other, ["seed=7"]));
    const then = snapshotOf(other.outFolder);
    await Deno.remove(other.folder, { recursive: true });
    if (code !== 0) return [`another run: exit code ${code}: ${saidBy(stderr)}`];
    return lostResults(this.scenario, now).filter((path) => {
      const text = textOfSnapshot(below(then, path));
      return [this.scenario.found, this.scenario.wanted].every((one) =>
        textOfSnapshot(below(one, path)) !== text
      );
    }).map((path) => `${path} is lost after a kill and another run`);
  }

  /** The result that every recovery must end with is what its experiment gives. */
  async verify(): Promise<void> {
    const place = makePlace(`${this.folder}/verified`);
    copyTree(`${this.folder}/after/results`, place.outFolder);
    for (const path of resultsIn(this.scenario.wanted).keys()) {
      const { code, stdout, stderr } = await runSeedbed(["verify", `${place.outFolder}/${path}`]);
      assert.equal(code, 0, stdout + stderr);
    }
  }

  report(faultCount: number): void {
    console.log(
      `  ${this.scenario.name}: ${this.scenario.operations.length} operations, ${faultCount} faults, ` +
        `${this.#hitCount} hit, ${this.#mended.size} states mended`,
    );
    this.#problems.assertNone();
  }
}

/** What lies beside the results. */
function aroundResults({ folder }: Place): Snapshot {
  return snapshotOf(folder, ["results"]);
}
