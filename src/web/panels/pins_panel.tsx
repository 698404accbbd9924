// The pinned runs beside the one that is shown: only the settings that differ, what each answers, and what is left out.
// Why no more: what is alike in all of them tells nothing.

/** @jsx h */
import { NOW } from "../../report/run/loss_series.ts";
import type { App } from "../app.ts";
import { h, type JSX } from "../preact.ts";
import { Icon } from "./icon.tsx";

export function PinsPanel({ app }: { app: App }): JSX.Element | null {
  const pins = app.store.pins.value;
  if (pins === null || !pins.pins.some(({ label }) => label !== NOW)) return null;
  return (
    <section class="panel pins-panel" aria-labelledby="pins-title">
      <h2 id="pins-title">Pinned</h2>
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="pins-title">
        <table>
          <thead>
            <tr>
              <th scope="col">run</th>
              {pins.keys.map((key) => <th key={key} scope="col">{key}</th>)}
              <th scope="col" class="n">final loss</th>
              {pins.queries.map((name) => <th key={name} scope="col">{name}</th>)}
              <th scope="col">
                <span class="unseen">let go</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {pins.pins.map(({ label, status, finalLoss, settings, answers }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {settings.map((setting, index) => <td key={pins.keys[index]}>{setting}</td>)}
                <td class="n">
                  {status === "diverged" ? status : finalLoss}
                </td>
                {answers.map((answer, index) => <td key={pins.queries[index]}>{answer}</td>)}
                <td>
                  {label === NOW ? null : (
                    <button
                      type="button"
                      class="quiet"
                      aria-label={`Unpin ${label}`}
                      onClick={() => app.unpin(label)}
                    >
                      <Icon name="close" />
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pins.notes.map((note) => <p key={note} class="hint">{note}.</p>)}
    </section>
  );
}
