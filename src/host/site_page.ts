// The page's HTML, with its policy, its styles and what it is told: for a site, and for one file that has all inside.
// What must not change: nothing in it is fetched from elsewhere, and no text of an experiment can become markup.

import { SITE_DATA_ID, type SiteData, type WorkPageData } from "../web/site_data.ts";
import { nativeHashBase64 } from "./native_hash.ts";

/** What differs between the page of a site and that of one file. */
export interface PageParts {
  /** The style sheet: `<link …>` or `<style>…</style>`. */
  readonly styles: string;
  /** The program, likewise. */
  readonly scripts: string;
  readonly icon: string;
  readonly policy: string;
  readonly data: SiteData | WorkPageData;
}

/** The page, filled in. */
export function pageHtml(template: string, { styles, scripts, icon, policy, data }: PageParts): string {
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  const parts: Readonly<Record<string, string>> = { styles, scripts, icon, policy, data: json };
  if (!template.includes(`id="${SITE_DATA_ID}"`)) {
    throw new Error("assertion failed: the page is told nothing");
  }
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}

const OWN = {
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
};

/** Everything that the page may do: run its own programs, compile WebAssembly, and ask its own host. */
export const SITE_POLICY = policyText({ ...OWN, "connect-src": "'self'" });

/** The same for the page on which a tab is lent: it may also reach a server that its user names. */
export const WORK_POLICY = policyText({ ...OWN, "connect-src": "'self' ws: wss:" });

/** The same for one file: its own texts alone, told by their hashes, and workers that it makes of them. */
export async function singlePolicy(style: string, script: string): Promise<string> {
  return policyText({
    "script-src": `'sha256-${await nativeHashBase64(script)}' 'wasm-unsafe-eval' blob:`,
    "worker-src": "blob:",
    "style-src": `'sha256-${await nativeHashBase64(style)}'`,
    "img-src": "data:",
  });
}

function policyText(directives: Readonly<Record<string, string>>): string {
  const closed = { "default-src": "'none'", ...directives, "base-uri": "'none'", "form-action": "'none'" };
  return Object.entries(closed).map(([name, values]) => `${name} ${values}`).join("; ");
}
