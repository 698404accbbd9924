// What the page is told when it is made: where its workers lie, and which experiments come with it.
// Why in the page and not in the code: names of files hold their hashes, and one file must hold all of them.

import type { DocumentReading } from "../play/document_reading.ts";

/** A file that comes with the page: where it lies, or, in a page of one file, what it holds. */
export type SiteText = { readonly url: string } | { readonly text: string };

/** An experiment that comes with the page. */
export interface SiteExperiment {
  /** As its file is called: `gender`. */
  readonly name: string;
  /** What it is, in the words of its file. */
  readonly description: string;
  /** Its YAML text. */
  readonly source: SiteText;
  /** The CSV file beside it, by the name by which the text asks for it. */
  readonly table: { readonly name: string; readonly source: SiteText } | null;
  /** SHA-256 of the manifest that Deno wrote where the page was made; null where that was not tried. */
  readonly manifestHash: string | null;
  /**
   * What was read of it where the page was made: of the first one, so that it is trained before the page has what reads a text;
   * null for the others.
   */
  readonly reading: DocumentReading | null;
}

/** What the page is told. */
export interface SiteData {
  /** The programs of its workers: that of the engine, and that of the threads of a sweep. */
  readonly workers: { readonly engine: SiteText; readonly part: SiteText };
  /** How a command line begins for whoever made the page: `deno task` or `seedbed`. */
  readonly program: string;
  /** What keeps the page for the time without a network; null where nothing does. */
  readonly serviceWorker: string | null;
  /** Where the library's documentation lies; null where it does not. */
  readonly api: string | null;
  /** The page on which a tab is lent to a server; null where there is none. */
  readonly workPage: string | null;
  /** In the order in which they are offered; the first is shown. */
  readonly experiments: readonly SiteExperiment[];
}

/** What the page is told on which a tab is lent. */
export interface WorkPageData {
  /** The program that works for a server. */
  readonly worker: SiteText;
  /** That of its threads. */
  readonly thread: SiteText;
}

/** The element of the page that holds it, as JSON. */
export const SITE_DATA_ID = "site";
