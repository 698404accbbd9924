// What a page's engine needs right after its first answer, in one piece, which stands on what reads a document.
// Why one piece: of several, what any two share would be a file of its own, and each answer would wait for a dozen.

export { laterAnswers } from "../play/later_answers.ts";
export { readingOf } from "./reading.ts";
