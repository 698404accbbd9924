// What is needed soon after the first answer and not before, in one piece that is loaded then.
// Why: before it nothing can be said, and hardly anything be wrong; the answer need not wait for it.

export { Aids } from "./panels/aids.tsx";
export { Mistakes } from "./panels/mistakes.tsx";
