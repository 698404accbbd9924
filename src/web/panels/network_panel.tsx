// The network with its numbers; a weight or bias that is pointed at, focused or picked shows its chain rule below.
// What must not change: what the pointer finds in the drawing can be picked from the list of all parameters as well.

/** @jsx h */
import { nearestParameter, type NetworkPlaces } from "../../play/hit.ts";
import { focusedParameter, focusedSubject } from "../../play/view.ts";
import type { App } from "../app.ts";
import {
  h,
  type JSX,
  type TargetedEvent,
  type TargetedPointerEvent,
  useComputed,
  useMemo,
} from "../preact.ts";
import { ChainRule, shortly } from "./chain_rule.tsx";
import { ChartPlace, pointIn } from "./chart_place.tsx";

/** How far from a connection a pointer may be. */
const REACH = 10;
/** A smaller circle has no room for a number; a character of one may be so many radii wide. */
const LEAST_RADIUS = 8;
const WIDTH_SHARE = 3.2;
/** Of more parameters the list has names alone: their values would have to be written anew in every frame. */
const MOST_VALUES = 100;
const NONE: readonly string[] = [];

export function NetworkPanel({ app }: { app: App }): JSX.Element {
  const { store } = app;
  const drawn = useComputed(() => store.charts.value.get("network"));
  const places = useComputed(() => drawn.value?.places as NetworkPlaces | null | undefined);
  return (
    <section
      class={`panel network-panel${store.hasLines.value ? "" : " pictures"}`}
      aria-labelledby="network-heading"
    >
      <header class="panel-head">
        <h2 id="network-heading">The network</h2>
        {store.hasLines.value
          ? null
          : <p class="hint">{drawn.value?.caption ?? "Nothing of it can be drawn."}</p>}
      </header>
      <ChartPlace app={app} id="network" chart="network">
        {places.value ? <NetworkSurface app={app} network={places.value} /> : null}
      </ChartPlace>
      <Pickers app={app} />
      <ChainRule app={app} />
    </section>
  );
}

function NetworkSurface({ app, network }: { app: App; network: NetworkPlaces }): JSX.Element {
  const { view, frame } = app.store;
  const { path = [], outputs = {} } = frame.value?.chain ?? {};
  const lit = new Set(path);
  const point = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const parameter = nearestParameter(network, pointIn(event.currentTarget, event), REACH);
    event.currentTarget.classList.toggle("on-mark", parameter !== null);
    if (parameter === null || parameter === view.value.parameter) return;
    view.value = focusedParameter(view.value, parameter);
    app.loop.show();
  };
  return (
    <div class="surface" onPointerMove={point} onPointerDown={point}>
      <svg class="light" aria-hidden="true">
        {network.connections.filter(({ parameter }) => lit.has(parameter)).map(({ parameter, from, to }) => (
          <line
            key={parameter}
            class={parameter === view.value.parameter ? "own" : ""}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
          />
        ))}
        {network.neurons.filter(({ bias }) => bias !== null && bias === view.value.parameter)
          .map(({ name, x, y, radius }) => <circle key={name} cx={x} cy={y} r={radius + 4} />)}
        {network.neurons.filter(({ name, radius }) => name in outputs && radius >= LEAST_RADIUS)
          .map(({ name, x, y, radius }) => (
            <g key={name}>
              <circle class="number" cx={x} cy={y} r={radius - 1} />
              <text x={x} y={y} font-size={Math.min(11, WIDTH_SHARE * radius / outputs[name].length)}>
                {outputs[name]}
              </text>
            </g>
          ))}
      </svg>
    </div>
  );
}

/** Lists to pick a parameter and whose numbers are put in, by keyboard and by voice. */
function Pickers({ app }: { app: App }): JSX.Element {
  const { view, facts, frame } = app.store;
  const { subject, parameter } = view.value;
  const rows = facts.value?.rows ?? [];
  const queries = facts.value?.queries ?? [];
  const names = facts.value?.parameters ?? NONE;
  const manyNames = useMemo(() => names.map((name) => <option key={name} value={name}>{name}</option>), [
    names,
  ]);
  const pickParameter = (event: TargetedEvent<HTMLSelectElement>): void => {
    view.value = focusedParameter(view.value, event.currentTarget.value || null);
    app.loop.show();
  };
  const pickSubject = (event: TargetedEvent<HTMLSelectElement>): void => {
    const [kind, ...name] = event.currentTarget.value.split(" ");
    const picked = kind === "" ? null : { kind: kind as "row" | "query", name: name.join(" ") };
    view.value = focusedSubject(view.value, picked);
    app.loop.show();
  };
  return (
    <div class="pickers">
      <label>
        <span>weight or bias</span>
        <select value={parameter ?? ""} onChange={pickParameter}>
          <option value="">none</option>
          {names.length > MOST_VALUES
            ? manyNames
            : (frame.value?.parameters ?? []).map(({ name, value }) => (
              <option key={name} value={name}>{`${name} = ${shortly(value)}`}</option>
            ))}
        </select>
      </label>
      <label>
        <span>with the numbers of</span>
        <select value={subject === null ? "" : `${subject.kind} ${subject.name}`} onChange={pickSubject}>
          <option value="">the next row</option>
          {rows.map((name) => <option key={`row ${name}`} value={`row ${name}`}>{name}</option>)}
          {queries.map((name) => <option key={`query ${name}`} value={`query ${name}`}>{`${name}?`}</option>)}
        </select>
      </label>
    </div>
  );
}
