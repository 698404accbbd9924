// A site: files by their paths, wherever they come from and go to.
// Why a file of its own: what makes a site, adds documentation to it and writes it import no more of each other than this.

/** The files of a site by their paths, which are relative; `index.html` is the page. */
export type Site = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
