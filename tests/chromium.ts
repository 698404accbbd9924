// The browser in which tests look at pages and at the library.

import { existsSync } from "node:fs";
import { requireOrSkip } from "./requirement.ts";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where the browser is; undefined where there is none. */
export const chromiumPath: string | undefined = PLACES.find((path) => existsSync(path));

/** Whether to skip tests in a browser. */
export const cannotBrowse: boolean = requireOrSkip(
  chromiumPath !== undefined,
  "Chromium",
  "Debian's chromium",
);
