// The top of the page: which experiment, back and forth, and what can be done with it.
// What must not change: it says whether the bytes are those that somebody else got only where that was compared.

/** @jsx h */
import { canRedo, canUndo } from "../../play/history.ts";
import type { App } from "../app.ts";
import { h, type JSX, type TargetedEvent } from "../preact.ts";
import { Icon } from "./icon.tsx";

export function HeaderBar({ app }: { app: App }): JSX.Element {
  const { history } = app.store;
  return (
    <header class="top">
      <p class="brand">
        <Sprout />Seedbed
      </p>
      <ExperimentPicker app={app} />
      <div class="pair">
        <button
          type="button"
          class="quiet"
          aria-label="Undo"
          disabled={!canUndo(history.value)}
          onClick={() => app.edits.undo()}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          class="quiet"
          aria-label="Redo"
          disabled={!canRedo(history.value)}
          onClick={() => app.edits.redo()}
        >
          <Icon name="redo" />
        </button>
      </div>
      <ProofBadge app={app} />
      <nav class="deeds" aria-label="Actions">
        <button type="button" onClick={() => app.openDialog("own data")}>
          <Icon name="table" /> Your data
        </button>
        <button type="button" onClick={() => app.openDialog("share")}>
          <Icon name="share" /> Share
        </button>
        <button type="button" onClick={() => app.openDialog("download")}>
          <Icon name="download" /> Download
        </button>
        <button type="button" onClick={() => app.openDialog("verify")}>
          <Icon name="check" /> Verify
        </button>
      </nav>
    </header>
  );
}

function Sprout(): JSX.Element {
  return (
    <svg class="sprout" viewBox="0 0 32 32" aria-hidden="true">
      <path class="stem" d="M16 29V15" />
      <path class="low" d="M16 17C16 9 10 6 3 6c0 8 5 12 13 11Z" />
      <path class="high" d="M16 14c0-6 5-10 13-10 0 7-5 11-13 10Z" />
    </svg>
  );
}

function ExperimentPicker({ app }: { app: App }): JSX.Element {
  const { name } = app.store.document.value;
  const isShipped = app.site.experiments.some((experiment) => experiment.name === name);
  const pick = (event: TargetedEvent<HTMLSelectElement>): void => {
    const picked = app.site.experiments.find((experiment) => experiment.name === event.currentTarget.value);
    if (picked !== undefined) app.openShipped(picked);
  };
  return (
    <label class="experiment">
      <span class="unseen">Experiment</span>
      <select value={name} onChange={pick}>
        {isShipped ? null : <option value={name}>{name}</option>}
        {app.site.experiments.map((experiment) => (
          <option key={experiment.name} value={experiment.name}>
            {`${experiment.name}: ${experiment.description}`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whether the bytes of the result are those that somebody else got; where nobody did, which folder a terminal would give it. */
function ProofBadge({ app }: { app: App }): JSX.Element | null {
  const { proof, hashes, freshness, document, facts } = app.store;
  if (hashes.value === null || freshness.value !== "fresh") return null;
  const { manifestHash } = hashes.value;
  const title = `SHA-256 of the manifest: ${manifestHash}`;
  if (proof.value === null || proof.value.document !== document.value) {
    return (
      <p class="badge" title={`Its result folder. Whoever has the same bytes has this ${title}`}>
        <code>{facts.value?.folder.replace(/.*\//, "")}</code>
      </p>
    );
  }
  const isSame = proof.value.manifestHash === manifestHash;
  return (
    <p class={`badge ${isSame ? "same" : "differs"}`} title={title}>
      {isSame ? `the same bytes as ${proof.value.whose} ` : `other bytes than ${proof.value.whose} `}
      {isSame ? <Icon name="check" /> : <code>{manifestHash.slice(0, 8)}</code>}
    </p>
  );
}
