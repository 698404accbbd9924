// The browser in which tests look at pages and at the library.

import { existsSync } from "node:fs";
import { requireOrSkip } from "./requirement.ts";

/** The first is the same browser without what draws its windows: it opens a page in two thirds of the time. */
const PLACES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
  .map((name) => `/usr/bin/${name}`);

/** Where the browser is; undefined where there is none. */
export const chromiumPath: string | undefined = PLACES.find((path) => existsSync(path));

/** Whether to skip tests in a browser. */
export const cannotBrowse: boolean = requireOrSkip(
  chromiumPath !== undefined,
  "Chromium",
  "Debian's chromium-headless-shell, or chromium",
);
