// What the service worker is told of the site: its files, and which version of it they are.
// Why apart from what the page is told: the page is itself one of the files.

/** The files of a site. */
export interface SiteFiles {
  /** The hash of all of them. */
  readonly version: string;
  /** Relative to the service worker; `./` is the page. */
  readonly files: readonly string[];
}
