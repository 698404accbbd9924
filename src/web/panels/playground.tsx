// The whole page: its panels in their places, one column on a phone and three on a desk.
// What must not change: in the order of reading, what is answered comes before how it is made.

/** @jsx h */
import type { ExperimentFacts } from "../../play/experiment_facts.ts";
import type { App } from "../app.ts";
import { h, type JSX, useEffect, useMemo, useSignal } from "../preact.ts";
import type { SiteData } from "../site_data.ts";
import type { Tab } from "../store.ts";
import { AnswersPanel } from "./answers_panel.tsx";
import { HeaderBar } from "./header_bar.tsx";
import { Later } from "./later.tsx";
import { LossPanel } from "./loss_panel.tsx";
import { LuckPanel } from "./luck_panel.tsx";
import { MapPanel } from "./map_panel.tsx";
import { NetworkPanel } from "./network_panel.tsx";
import { Notice } from "./notice.tsx";
import { RunBanner } from "./run_banner.tsx";
import { TextPanel } from "./text_panel.tsx";
import { TimeBar } from "./time_bar.tsx";

export function Playground({ app, isEmbedded }: { app: App; isEmbedded: boolean }): JSX.Element {
  const isStale = app.store.isLast.value;
  if (isEmbedded) {
    return (
      <main class={`page embed${isStale ? " stale" : ""}`}>
        <Center app={app} />
        <TimeBar app={app} />
        <Notice app={app} />
        <OpenWhole app={app} />
        <Aids app={app} />
      </main>
    );
  }
  return (
    <div class={`page${isStale ? " stale" : ""}`} data-tab={app.store.tab.value}>
      <HeaderBar app={app} />
      <Main app={app} />
      <Foot site={app.site} />
      <Notice app={app} />
      <Aids app={app} />
      <Dialogs app={app} />
    </div>
  );
}

/**
 * All panels, in the order in which they are seen: on a phone time is at the bottom, on a tablet below the map. The widths are
 * those of `styles/30_layout.css`, which puts them there.
 */
function Main({ app }: { app: App }): JSX.Element {
  const [isWide, isDesk] = [useMedia("47.501rem"), useMedia("73.75rem")];
  // By their keys they stay what they are wherever they are put.
  const time = <TimeBar key="time" app={app} />;
  const rows = <Rows key="rows" app={app} />;
  return (
    <main>
      <Center app={app} />
      {isWide && !isDesk ? time : null}
      <Tabs app={app} />
      <TextPanel app={app} />
      <NetworkPanel app={app} />
      {isDesk ? time : null}
      {isDesk ? rows : null}
      <LossPanel app={app} />
      <LuckPanel app={app} />
      {isDesk ? null : rows}
      <Pins app={app} />
      {isWide ? null : time}
    </main>
  );
}

/** Whether the page is as wide as that, now and whenever that changes. */
function useMedia(width: string): boolean {
  const media = useMemo(() => matchMedia(`(min-width: ${width})`), []);
  const isSo = useSignal(media.matches);
  useEffect(() => {
    media.onchange = () => isSo.value = media.matches;
  }, []);
  return isSo.value;
}

/** Where else the same can be had, and given. */
function Foot({ site: { api, workPage } }: { site: Pick<SiteData, "api" | "workPage"> }): JSX.Element | null {
  if (api === null && workPage === null) return null;
  return (
    <footer class="foot">
      {api === null ? null : (
        <span>
          The same in a program of yours: <a href={api}>the library</a>
        </span>
      )}
      {workPage === null ? null : (
        <span>
          A sweep for many machines: <a href={workPage}>let this tab train a part</a>
        </span>
      )}
    </footer>
  );
}

/** What it is about, what it answers, and the picture of that. */
function Center({ app }: { app: App }): JSX.Element {
  const { facts, document, hasTouched, hasMarks, isLong } = app.store;
  return (
    <div class="center">
      <div class="intro">
        <h1>{titleOf(facts.value) || document.value.name}</h1>
        <p class="lead">
          {isLong.value
            ? "Change anything, then press Run: it takes a moment."
            : hasTouched.value || !hasMarks.value
            ? "It learns again after every change."
            : "Drag anything on the map. The network learns again at once."}
        </p>
      </div>
      <AnswersPanel app={app} />
      <RunBanner app={app} />
      <MapPanel app={app} />
    </div>
  );
}

/** What it is about, in its own words; where it has none, what it learns from what. */
function titleOf(facts: ExperimentFacts | null): string {
  if (facts === null || facts.description !== "") return facts?.description ?? "";
  const { features, targetNames } = facts;
  const learned = targetNames.join(", ");
  return learned === ""
    ? facts.name
    : `${learned} from ${features.slice(0, MOST_NAMED).join(", ")}${
      features.length > MOST_NAMED ? " …" : ""
    }`;
}

/** More features would make a title of them a list. */
const MOST_NAMED = 4;

function Rows({ app }: { app: App }): JSX.Element {
  return (
    <Later
      isWanted={app.store.facts.value !== null}
      load={async () => (await import("../soon_panels.ts")).RowsPanel}
      props={{ app }}
    />
  );
}

function Pins({ app }: { app: App }): JSX.Element {
  return (
    <Later
      isWanted={app.store.pins.value !== null}
      load={async () => (await import("../later_panels.ts")).PinsPanel}
      props={{ app }}
    />
  );
}

/** What helps whoever does not see the page, or does not point at it: before the first answer there is nothing to say. */
function Aids({ app }: { app: App }): JSX.Element {
  return (
    <Later
      isWanted={app.store.frame.value !== null}
      load={async () => (await import("../soon_panels.ts")).Aids}
      props={{ app }}
    />
  );
}

function Dialogs({ app }: { app: App }): JSX.Element {
  const { dialog } = app.store;
  return (
    <Later
      isWanted={dialog.value !== null}
      load={async () => (await import("../later_panels.ts")).Dialogs}
      props={{ app }}
      // While a dialog counts as open, the page hears no keys.
      notLoaded={() => dialog.value = null}
    />
  );
}

const TABS: readonly (readonly [tab: Tab, name: string])[] = [
  ["text", "Text"],
  ["network", "Network"],
  ["loss", "Loss"],
  ["seeds", "Luck"],
  ["rows", "Rows"],
];

/** On a phone: which of the panels is shown below the map. */
function Tabs({ app }: { app: App }): JSX.Element {
  const { tab } = app.store;
  return (
    <nav class="tabs" aria-label="Panels">
      {TABS.map(([each, name]) => (
        <button
          key={each}
          type="button"
          aria-current={tab.value === each ? "true" : undefined}
          onClick={() => tab.value = each}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}

/** In another's page: the way to the whole one, with the same experiment. */
function OpenWhole({ app }: { app: App }): JSX.Element {
  const open = async (): Promise<void> => {
    const link = await app.link().catch(() => null);
    globalThis.open(link?.address ?? location.href.replace(/\?embed/, ""), "_blank", "noopener");
  };
  return <button type="button" class="open-whole" onClick={open}>Open in Seedbed</button>;
}
