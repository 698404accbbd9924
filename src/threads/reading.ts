// What reads a document, in one piece: what `engine_host.ts` loads where the first document did not come read.
// Why the engine is imported: what both need is then in the engine's own piece, and no file for itself that must be fetched.

import "../play/play_engine.ts";

export { readingOf } from "../play/document_reading.ts";
