// The layers of a network as `model.json` has them: what they do, and their parameters in tables. Written and read.
// What must not change: in a network of dense layers a layer has its activation, weights and biases, and nothing else.

import { type Layer, parameterGroupsOf } from "../engine/layers.ts";
import { isDense, layersOf, parameterCount, parameterNames, type Topology } from "../engine/topology.ts";
import type { JsonObject, JsonValue } from "../experiment/config.ts";
import { isFiniteNumber, memberOf, type UncheckedJson } from "./stored_text.ts";

/** The layers of a network, from the first up. */
export function layersJson(topology: Topology, parameters: Float64Array): JsonObject[] {
  return layersOf(topology).map((layer) => ({
    ...(isDense(topology) ? {} : { kind: layer.kind, ...settingsOf(layer) }),
    ...(layer.kind === "maxpool" ? {} : { activation: layer.activation.name }),
    ...Object.fromEntries(
      parameterGroupsOf(layer).map(({ name, offset, shape }) => [name, nested(parameters, offset, shape)]),
    ),
  }));
}

/** The parameters in draw order; undefined where one is missing, surplus or not a number. */
export function parametersIn(layers: UncheckedJson, topology: Topology): Float64Array | undefined {
  const wanted = layersOf(topology);
  const parameters = new Float64Array(parameterCount(topology));
  if (!Array.isArray(layers) || layers.length !== wanted.length) return undefined;
  for (const [index, layer] of wanted.entries()) {
    for (const { name, offset, shape } of parameterGroupsOf(layer)) {
      const numbers = flattened(memberOf(layers[index], name), shape);
      if (numbers === undefined) return undefined;
      parameters.set(numbers, offset);
    }
  }
  return parameters;
}

/**
 * The name of the parameter at a place of `layers`; undefined where there is none.
 *
 * @param place such as [0, "weights", 2, 1]: layer, table, and a number a dimension.
 */
export function parameterNameAt(topology: Topology, place: readonly (string | number)[]): string | undefined {
  const [index, table, ...numbers] = place;
  const layer = typeof index === "number" ? layersOf(topology)[index] : undefined;
  const group = layer && parameterGroupsOf(layer).find(({ name }) => name === table);
  if (group === undefined || numbers.length !== group.shape.length) return undefined;
  const within = numbers.reduce<number>((at, number, axis) => at * group.shape[axis] + Number(number), 0);
  return parameterNames(topology)[group.offset + within];
}

/** What a layer does, besides its activation. */
function settingsOf(layer: Layer): JsonObject {
  switch (layer.kind) {
    case "conv":
      return { size: layer.size, padding: layer.padding };
    case "maxpool":
      return { size: layer.size };
    default:
      return {};
  }
}

function nested(parameters: Float64Array, offset: number, [length, ...inner]: readonly number[]): JsonValue {
  if (inner.length === 0) return [...parameters.subarray(offset, offset + length)];
  const size = inner.reduce((product, count) => product * count);
  return Array.from({ length }, (_, index) => nested(parameters, offset + index * size, inner));
}

function flattened(value: UncheckedJson, [length, ...inner]: readonly number[]): number[] | undefined {
  if (!Array.isArray(value) || value.length !== length) return undefined;
  if (inner.length === 0) return value.every(isFiniteNumber) ? value as number[] : undefined;
  const rows = value.map((row) => flattened(row, inner));
  return rows.some((row) => row === undefined) ? undefined : rows.flatMap((row) => row!);
}
