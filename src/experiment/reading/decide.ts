// Decides network, init and training: what is stated, what excludes what, what belongs to something that was not chosen,
// and what a sweep leaves open until its trials.
// What must hold: a setting whose default differs from trial to trial stays unstated, so that each trial has its own.

import type { Target } from "../../dataset/dataset.ts";
import { anyOf, listed } from "../../text/words.ts";
import { type Sweep, type SweepValue, type SweepValues, valueAt, valuesIn } from "../experiment.ts";
import { isOwner } from "../kind.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";
import {
  type Decided,
  decidedOf,
  defaultWithin,
  type Stated,
  STATED_KEYS,
  type StatedKey,
  statedKey,
  statedValue,
  withoutStated,
  withStated,
} from "../stated.ts";

/** What the stated settings alone do not say. */
export interface DecideContext {
  readonly target: Target | null;
  readonly sweep: Sweep | null;
  readonly placeOf: Placer;
  /** Whether values of a section were refused: what is left of it may seem not to go together. */
  readonly isUnclear: (section: keyof Stated) => boolean;
}

/** What the sections come to, and the sweep with what it leaves open. */
export interface Decision extends Decided {
  readonly sweep: Sweep | null;
}

/** Decides the settings of the three sections; reports those that do not go together, whatever else there is. */
export function decide(stated: Stated, context: DecideContext, list: ProblemList): Decision {
  const decider = new Decider(stated, context, list);
  decider.reportRivals();
  decider.reportKinds();
  decider.reportEmpty();
  decider.reportForeign();
  decider.reportNeedy();
  return decider.decision();
}

/** What given weights exclude. */
const DRAWN = ["seed", "scheme", "sd", "bound"] as const;

class Decider {
  readonly #swept: ReadonlyMap<string, SweepValues>;

  constructor(readonly stated: Stated, readonly context: DecideContext, readonly list: ProblemList) {
    this.#swept = new Map(context.sweep?.axes.flat().map(({ key, values }) => [key, values]));
  }

  /** Reports settings that exclude each other. */
  reportRivals(): void {
    const { network, init, training } = this.stated;
    const { placeOf, isUnclear } = this.context;
    const beside = (["hidden", "activation", "output"] as const).find((key) =>
      network[key] !== undefined || this.#swept.has(`network.${key}`)
    );
    if (network.layers !== undefined && beside !== undefined) {
      const isSwept = network[beside] === undefined;
      const message =
        `${isSwept ? "sweep: " : ""}network must have layers, or hidden, activation and output: ` +
        `found layers and ${beside}`;
      const place = placeOf(isSwept ? ["sweep"] : ["network", beside], "key");
      this.list.report("duplicate", place, message, "say it of each layer, such as dense: { size: 8 }");
    }
    const drawn = DRAWN.find((key) => init[key] !== undefined);
    const isGiven = init.weights !== undefined || init.biases !== undefined;
    if (drawn !== undefined && isGiven) {
      const message = `init must have a ${drawn}, or weights and biases: found both`;
      this.list.report("duplicate", placeOf(["init", drawn], "key"), message, "keep one of the two");
    }
    if (
      init.weights === undefined && init.biases !== undefined && drawn === undefined && !isUnclear("init")
    ) {
      const message = "init.weights is missing: biases are given";
      const hint = "add weights, or give a seed in place of biases";
      this.list.report("missing", placeOf(["init", "biases"], "key"), message, hint);
    }
    const pairs = [
      ["clip_norm", "clip_value", training.clipNorm, training.clipValue],
      ["shuffle", "shuffle_seed", training.shuffle, training.shuffleSeed],
      ["schedule.step", "schedule.plateau", training.schedule?.step, training.schedule?.plateau],
    ] as const;
    for (const [one, other, ...values] of pairs) {
      if (values.includes(undefined)) continue;
      const message = `training must have ${one} or ${other}: found both`;
      const path = ["training", ...other.split(".")];
      this.list.report("duplicate", placeOf(path, "key"), message, "keep one of the two");
    }
  }

  /** Reports layers that have several kinds, or none. */
  reportKinds(): void {
    const { placeOf, isUnclear } = this.context;
    if (isUnclear("network")) return;
    this.stated.network.layers?.forEach((layer, index) => {
      const kinds = Object.keys(layer);
      if (kinds.length === 1) return;
      const found = kinds.length === 0 ? "none" : kinds.join(" and ");
      const message = `network.layers[${index}] must have one of conv, maxpool, dense, rnn: found ${found}`;
      const hint = kinds.length === 0
        ? "write { dense: { size: 8 } }"
        : "begin each layer with a dash of its own";
      this.list.report("wrong_value", placeOf(["network", "layers", index]), message, hint);
    });
  }

  /** Reports mappings of settings that say nothing. */
  reportEmpty(): void {
    const { training: { schedule, stop } } = this.stated;
    const { placeOf, isUnclear } = this.context;
    if (isUnclear("training")) return;
    const isVaried = (key: string) => [...this.#swept.keys()].some((swept) => swept.startsWith(`${key}.`));
    for (
      const [name, value, wanted] of [
        ["schedule", schedule, "a step, a plateau or a factor: found none of them"],
        ["stop", stop, "a patience or a loss_under: found neither"],
      ] as const
    ) {
      const key = `training.${name}`;
      if (value === undefined || Object.keys(value).length > 0 || isVaried(key)) continue;
      const message = `${key} must have ${wanted}`;
      this.list.report("missing", placeOf(["training", name], "key"), message, "add one, or remove it");
    }
  }

  /** Reports settings that belong to what no trial has chosen, and those that what was chosen lacks. */
  reportForeign(): void {
    for (const entry of STATED_KEYS) {
      const { key, section, setting: { belongsTo, kind, examples } } = entry;
      if (belongsTo === undefined || this.context.isUnclear(section)) continue;
      if (section === "init" && !this.#isDrawn()) continue;
      const chooser = belongsTo.key.slice(section.length + 1);
      const chosen = this.#wordsOf(belongsTo.key);
      const owners = this.#ownersOf(entry);
      const isSaid = statedValue(this.stated, entry) !== undefined || this.#swept.has(key);
      if (isSaid && owners.length === 0) {
        const message = `belongs to ${chooser} ${anyOf(belongsTo.words)}: found ${chooser} ${listed(chosen)}`;
        const hint = `write ${chooser}: ${belongsTo.words[0]}, or ${belongsTo.instead ?? "remove it"}`;
        this.#report("not_allowed", entry, message, hint);
      } else if (!isSaid && owners.some((owner) => defaultWithin(entry, owner) === undefined)) {
        const message = `is missing: ${chooser} ${listed(owners)} needs ${kind.wanted}`;
        const last = key.slice(section.length + 1);
        this.#report("missing", statedKey(belongsTo.key), message, `add ${last}: ${examples[0]}`, key);
      }
    }
  }

  /** Reports settings that need another one, which no trial has. */
  reportNeedy(): void {
    for (const entry of STATED_KEYS) {
      const { key, section, setting: { needs } } = entry;
      if (needs === undefined || this.context.isUnclear(section) || this.#ownersOf(entry).length === 0) {
        continue;
      }
      const isWanted = (this.#valuesOf(key) ?? [statedValue(this.stated, entry)]).some((value) => !!value);
      const needed = statedKey(needs);
      const isThere = this.#swept.has(needs) || !!statedValue(this.stated, needed);
      if (!isWanted || isThere) continue;
      const name = needs.slice(section.length + 1);
      const message = `needs a ${name} above 0: found ${name} 0`;
      const hint = `add ${name}: ${needed.setting.examples[0]}, or remove it`;
      this.#report("not_allowed", entry, message, hint);
    }
  }

  /** What the settings come to. */
  decision(): Decision {
    const { context: { target, sweep } } = this;
    let { stated } = this;
    const byTrial: Record<string, SweepValue | null> = {};
    for (const entry of STATED_KEYS) {
      const { key, setting: { belongsTo, defaultBy } } = entry;
      const value = statedValue(this.stated, entry);
      const values = this.#swept.get(key);
      if (belongsTo !== undefined && this.#swept.has(belongsTo.key)) {
        // What no trial has, or has without it, need not be said.
        const isKept = value !== undefined && values === undefined &&
          this.#ownersOf(entry).some((owner) => defaultWithin(entry, owner) !== value);
        if (isKept) byTrial[key] = value;
        else stated = withoutStated(stated, key);
      } else if (belongsTo !== undefined && value === undefined && values !== undefined) {
        // A scheme must have its number, and each trial takes another.
        const [owner] = this.#ownersOf(entry);
        const isNeeded = owner !== undefined && defaultWithin(entry, owner) === undefined;
        if (isNeeded) stated = withStated(stated, key, valueAt(values, 0));
      } else if (defaultBy !== undefined && value === undefined && values === undefined) {
        if (this.#isDataSwept(defaultBy)) byTrial[key] = null;
        const defaults = new Set(this.#defaultsOf(entry, defaultBy));
        if (defaults.size > 1) byTrial[key] = null;
        else for (const otherwise of defaults) stated = withStated(stated, key, otherwise);
      }
    }
    for (const entry of STATED_KEYS) {
      // Trials that have what it needs have it, and those that have not do without.
      const value = statedValue(this.stated, entry);
      const { key, setting: { needs } } = entry;
      const isOpen = needs !== undefined && this.#swept.has(needs) && !this.#swept.has(key);
      if (isOpen && !!value && this.#ownersOf(entry).length > 0) byTrial[key] = value;
    }
    const isOpen = Object.keys(byTrial).length > 0;
    const decided = decidedOf(stated, target);
    // A list that says the same of every layer is a word only where trials have no other layers.
    const network = this.#swept.has("network.hidden")
      ? { ...decided.network, activation: stated.network.activation ?? decided.network.activation }
      : decided.network;
    return { ...decided, network, sweep: sweep !== null && isOpen ? { ...sweep, byTrial } : sweep };
  }

  /** Whether starting parameters are drawn, in some trial at least. */
  #isDrawn(): boolean {
    return this.stated.init.weights === undefined || DRAWN.some((key) => this.#swept.has(`init.${key}`));
  }

  /** Whether trials differ in the data that decide about a default. */
  #isDataSwept(defaultBy: string): boolean {
    return defaultBy.startsWith("dataset.") &&
      [...this.#swept.keys()].some((key) => key.startsWith(defaultBy));
  }

  /** What a setting is in each trial where only another one is varied. */
  #defaultsOf({ section, path: [name] }: StatedKey, defaultBy: string): readonly SweepValue[] {
    const { target } = this.context;
    return (this.#valuesOf(defaultBy) ?? []).map((value) => {
      const decided: object = decidedOf(withStated(this.stated, defaultBy, value), target)[section];
      return (decided as Readonly<Record<string, SweepValue>>)[name];
    });
  }

  /** The words of a setting in all trials. */
  #wordsOf(key: string): readonly string[] {
    const entry = statedKey(key);
    const values = this.#valuesOf(key) ?? [statedValue(this.stated, entry) ?? entry.setting.default];
    return [...new Set(values.map(String))];
  }

  /** The words in all trials to which a setting belongs. */
  #ownersOf({ setting: { belongsTo } }: StatedKey): readonly string[] {
    return this.#wordsOf(belongsTo!.key).filter((word) => isOwner(belongsTo!, word));
  }

  #valuesOf(key: string): readonly SweepValue[] | null {
    const values = this.#swept.get(key);
    return values === undefined ? null : valuesIn(values);
  }

  /** Reports a setting where it is stated, or else where it is swept. */
  #report(
    code: "not_allowed" | "missing",
    entry: StatedKey,
    message: string,
    hint: string,
    shownKey = entry.key,
  ): void {
    const isSwept = statedValue(this.stated, entry) === undefined;
    const path = isSwept ? ["sweep"] : [entry.section, entry.key.slice(entry.section.length + 1)];
    const shown = `${isSwept ? "sweep: " : ""}${shownKey}`;
    this.list.report(code, this.context.placeOf(path, "key"), `${shown} ${message}`, hint);
  }
}
