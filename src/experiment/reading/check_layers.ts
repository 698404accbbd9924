// Whether the layers of a network can stand on each other and on the inputs, and answer what the target asks.
// What must hold: what passes here the engine can place, see `layersOf` in `engine/topology.ts`; each trial of a sweep is held
// to it as well.

import { outputNamesOf } from "../../dataset/dataset.ts";
import type { Layer } from "../../engine/layers.ts";
import { leavingOf, type Passing, placed } from "../../engine/placed_layers.ts";
import { isOfWholeLayer } from "../../engine/rules/output.ts";
import { counted } from "../../text/words.ts";
import { type Experiment, inputCountOf, inputShapeOf } from "../experiment.ts";
import { layerKindOf, type LayerSettings, shapesOf } from "../layer_list.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer, TreePath } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";

const BASE = ["network", "layers"] as const;

/** Reports layers that cannot stand where they are. @returns whether all can. */
export function checkLayers(experiment: Experiment, placeOf: Placer, list: ProblemList): boolean {
  const { network: { layers }, dataset: { features } } = experiment;
  if (layers === undefined) {
    if (features[0].tokens === undefined) return true;
    const message =
      "network must have layers that begin with an rnn, as the feature has sentences: found none";
    const hint = "write network: { layers: [{ rnn: { size: 16 } }, { dense: {} }] }";
    list.report("missing", placeOf(["network"], "key"), message, hint);
    return false;
  }
  const checker = new LayerChecker(experiment, layers, placeOf, list);
  return layers.every((_, index) => checker.stands(index));
}

class LayerChecker {
  #below: Passing;

  constructor(
    readonly experiment: Experiment,
    readonly layers: readonly LayerSettings[],
    readonly placeOf: Placer,
    readonly list: ProblemList,
  ) {
    const { dataset } = experiment;
    const input = inputShapeOf(dataset);
    this.#below = {
      count: inputCountOf(dataset),
      image: input?.kind === "image" ? input : null,
      wordCount: input?.kind === "sentence" ? input.wordCount : null,
    };
  }

  /** Whether a layer, which has one kind, can stand on those below it, which are asked for before. */
  stands(index: number): boolean {
    const layer = this.layers[index];
    const isRight = this.#fitsBelow(index, layer) && this.#fitsImage(index, layer) &&
      this.#isRightDense(index, layer);
    if (isRight) this.#below = leavingOf(this.#placed(index));
    return isRight;
  }

  #placed(index: number): Layer {
    const [shape] = shapesOf([this.layers[index]]);
    return placed(shape, this.#below, { firstNeuron: 0, weightOffset: 0, biasOffset: 0 });
  }

  /** Whether what enters it is of the kind that it takes. */
  #fitsBelow(index: number, layer: LayerSettings): boolean {
    const kind = layerKindOf(layer);
    const { image, wordCount } = this.#below;
    if (wordCount !== null && kind !== "rnn") {
      return this.#refuse(
        [index],
        `must be an rnn, which reads the words of a sentence: found ${kind}`,
        "write rnn: { size: 16 }",
      );
    }
    if (kind === "rnn" && wordCount === null) {
      const hint = "give the one feature tokens: words, and let rnn be the first layer";
      return this.#refuse(
        [index],
        `must stand on the words of a sentence: found ${this.#belowWords(index)}`,
        hint,
      );
    }
    if ((kind === "conv" || kind === "maxpool") && image === null) {
      const hint = index > 0
        ? "put it below the dense layers"
        : this.#hasImageAmongOthers()
        ? "leave the other features out: an image must be the only one"
        : 'make the features an image: { name: pixels, columns: "p*", shape: [8, 8] }';
      return this.#refuse([index], `must stand on an image: found ${this.#belowWords(index)}`, hint);
    }
    return true;
  }

  #belowWords(index: number): string {
    if (index > 0) return `${layerKindOf(this.layers[index - 1])} below it`;
    if (this.#below.image !== null) return "an image";
    return this.#hasImageAmongOthers() ? "an image and other features" : "features that are not an image";
  }

  #hasImageAmongOthers(): boolean {
    return this.experiment.dataset.features.some(({ image }) => image !== undefined);
  }

  /** Whether a filter or a square fits the image below it. */
  #fitsImage(index: number, layer: LayerSettings): boolean {
    const { image } = this.#below;
    const settings = "conv" in layer ? layer.conv : "maxpool" in layer ? layer.maxpool : null;
    if (image === null || settings === null) return true;
    const { size } = settings;
    const padding = "padding" in settings ? settings.padding : 0;
    const kind = layerKindOf(layer);
    if (padding >= size) {
      const message = `must be smaller than the size, ${size}: found ${padding}`;
      return this.#refuse([index, kind, "padding"], message, `write padding: ${Math.floor(size / 2)}`);
    }
    const most = Math.min(image.rows, image.columns) + 2 * padding;
    if (size <= most) return true;
    const message = `must be at most ${most} on ${image.rows} × ${image.columns} points` +
      `${padding > 0 ? ` with padding ${padding}` : ""}: found ${size}`;
    return this.#refuse([index, kind, "size"], message, "make it smaller, or leave a layer out");
  }

  /** Whether a dense layer has a size, and only the last one is of classes. */
  #isRightDense(index: number, layer: LayerSettings): boolean {
    const isLast = index === this.layers.length - 1;
    if (!("dense" in layer)) {
      if (!isLast) return true;
      const hint = "add { dense: {} } after it";
      return this.#refuse(
        [index],
        `must be dense, as the last layer answers: found ${layerKindOf(layer)}`,
        hint,
      );
    }
    const { size, activation } = layer.dense;
    if (Number.isNaN(size)) {
      const message = "is missing: only the last layer has it from the target";
      return this.#refuse([index, "dense", "size"], message, "add size: 8", "missing");
    }
    if (!isLast) {
      if (!isOfWholeLayer(activation)) return true;
      const message = `${activation} is for the last layer: found a layer above it`;
      return this.#refuse(
        [index, "dense", "activation"],
        message,
        "write relu, or another activation of hidden layers",
      );
    }
    const { target } = this.experiment.dataset;
    const wanted = outputNamesOf(target).length;
    if (size === wanted) return true;
    const each = target?.kind === "classes" ? counted(wanted, "class", "classes") : counted(wanted, "column");
    const message = `must be ${wanted}, as the target has ${each}: found ${size}`;
    return this.#refuse([index, "dense", "size"], message, "leave size out, or correct it");
  }

  #refuse(
    path: TreePath,
    message: string,
    hint: string,
    code: "wrong_value" | "missing" = "wrong_value",
  ): false {
    const full = [...BASE, ...path];
    const place = code === "missing" ? this.placeOf(full.slice(0, -1), "key") : this.placeOf(full);
    this.list.report(code, place, `${dotted(full)} ${message}`, hint);
    return false;
  }
}
