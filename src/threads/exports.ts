// What a page's engine needs for exports: what `engine_host.ts` loads when somebody asks about them, which most never do.
// Why with all that is needed later: that is there already, and what the two share then makes no further file, for which the
// first answer would wait.

import "./later.ts";

export { exportAnswer } from "../play/exports.ts";
