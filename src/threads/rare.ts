// What a page's engine needs when a button asks for it, in one piece, which stands on what is needed later; with what tries seeds.
// Why not with that: most visits press none of these buttons.

export { rareAnswers } from "../play/rare_answers.ts";
export { laterAnswers, readingOf } from "./later.ts";
export { SeedTrials } from "./seed_trials.ts";
