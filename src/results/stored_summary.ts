// Reads `summary.json` back as the statistics that it holds.
// Why from it and not from the trials: it is small, and what is shown or compared of a sweep is in it.

import { type Distribution, QUANTILES } from "../sweep/distribution.ts";
import type { LossBand } from "../sweep/loss_bands.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { axisIndicesAt, settingsAt } from "../sweep/plan.ts";
