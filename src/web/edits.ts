// Every change of the document: typed, scrubbed, dragged, picked, opened, taken back.
// What must not change: each is an edit of the text and one step of the one history; a gesture or a paste that comes while an
// earlier one is still being worked in waits for it, and of several moves of one drag the last one counts.

import type { PlayDocument, TextEdit } from "../play/document.ts";
import { editedText } from "../play/document.ts";
import type { FromEngine } from "../play/engine_protocol.ts";
import type { Gesture } from "../play/gesture.ts";
import { endedGesture, type History, type Moment, recorded, redone, undone } from "../play/history.ts";
import type { Mistake } from "../play/mistakes.ts";
import type { RowTable } from "../play/row_table.ts";
import { startView } from "../play/view.ts";
import type { EngineClient } from "./engine_client.ts";
import { batch } from "./preact.ts";
import type { RunLoop } from "./run_loop.ts";
import type { Proof, Store } from "./store.ts";

/** A gesture or a paste, which may have to wait its turn. */
interface Asked {
  readonly gesture: Gesture;
  /** The same name twice running is one step of the history. */
  readonly name: string | null;
  /** Hears why it is not made; null where it is. */
  readonly told: (problem: string | null) => void;
}

/** What a row of each table is called where people read of it. */
export const ROW_WORDS: Readonly<Record<RowTable, string>> = {
  "dataset.rows": "row",
  "dataset.validation.rows": "held-out row",
  "queries": "question",
};

/** What is said of gestures that show where nobody looks who does not see. */
const DEEDS: Readonly<Partial<Record<Gesture["kind"], string>>> = { add: "added", remove: "removed" };

/** Why nothing is made of an edit of another text: whatever changed it meanwhile, undo or typing, came later. */
const OVERTAKEN = "the text has changed meanwhile: try again";

/** The changes of the document. */
export class Edits {
  /** What a row of each table is called; for panels that are loaded later, for which an import would be a file of its own. */
  readonly rowWords = ROW_WORDS;
  #isWorking = false;
  /** Whether the gesture that is worked in has ended: what follows is a step of its own. */
  #isEnding = false;
  #waiting: readonly Asked[] = [];
  /** How often something was opened, or asked for to be opened. */
  #openingCount = 0;

  constructor(
    private readonly store: Store,
    private readonly engine: EngineClient,
    private readonly loop: RunLoop,
  ) {}

  /** Takes the text as it was typed. */
  type(text: string, caret: number, name = "typing"): void {
    const document = { ...this.store.document.value, text };
    if (text !== this.store.document.value.text) this.#record({ document, caret }, name);
  }

  /** Makes an edit of the text. */
  apply(edit: TextEdit, name: string | null): void {
    const { present } = this.store.history.value;
    const text = editedText(present.document.text, edit);
    this.#record({ document: { ...present.document, text }, caret: edit.caret ?? present.caret }, name);
  }

  /** Moves a number. */
  scrub(edit: TextEdit): void {
    const [{ from, insert }] = edit.changes;
    this.store.deed.value = insert;
    this.apply(edit, `scrub ${from}`);
  }

  /**
   * Has the engine say which edit a gesture is, and makes it.
   *
   * @param name the same name twice running is one step of the history: `drag Emily`.
   * @param made hears that it was made.
   */
  gesture(gesture: Gesture, name: string | null = null, made?: () => void): void {
    const told = (problem: string | null): void => {
      if (problem === OVERTAKEN) return;
      // What was refused before is no news any more.
      this.store.notice.value = problem;
      if (problem !== null) return;
      made?.();
      this.store.deed.value = DEEDS[gesture.kind] ?? this.store.deed.value;
    };
    this.#take({ gesture, name, told });
  }

  /** Puts a pasted table into the rows. @returns why that cannot be, else null. */
  paste(text: string, mode: "replace" | "append"): Promise<string | null> {
    const gesture = { kind: "paste", table: "dataset.rows", text, mode } as const;
    return new Promise((told) => this.#take({ gesture, name: null, told }));
  }

  /** One at a time: of edits the engine answers the latest alone. */
  #take(asked: Asked): void {
    const { gesture, name, told } = asked;
    this.store.hasTouched.value = true;
    if (this.#isWorking) {
      const isSame = name !== null && this.#waiting.at(-1)?.name === name;
      this.#waiting = [...(isSame ? this.#waiting.slice(0, -1) : this.#waiting), asked];
      return;
    }
    this.#isWorking = true;
    const document = this.store.document.value;
    const shownRowCount = this.#shownRowCount(gesture);
    this.engine.send({ kind: "edit", document, gesture, shownRowCount }, (answer) => {
      told(this.store.document.value === document ? this.#make(answer, name) : OVERTAKEN);
      this.loop.whenIdle(() => {
        this.#isWorking = false;
        const [next, ...others] = this.#waiting;
        this.#waiting = others;
        if (next !== undefined) this.#take(next);
        else if (this.#isEnding) this.endGesture();
      });
    });
  }

  /** Makes the edit that the engine says. @returns why there is none, else null. */
  #make(answer: FromEngine, name: string | null): string | null {
    if (answer.kind === "refused") return `${answer.message}: ${answer.hint}`;
    if (answer.kind !== "edited") return "the engine said nothing of it";
    if (!("ok" in answer.read)) return mistakeText(answer.read.mistakes[0]);
    this.apply(answer.read.ok, name);
    return null;
  }

  /** What waits is of a text that is gone. */
  #forgetWaiting(): void {
    for (const { told } of this.#waiting) told(OVERTAKEN);
    this.#waiting = [];
  }

  /** How many rows are shown of the table whose row a gesture means; null where it means none, or none is shown. */
  #shownRowCount(gesture: Gesture): number | null {
    if (!("table" in gesture) || gesture.kind === "paste") return null;
    const shown = this.store.facts.value?.tables.find(({ table }) => table === gesture.table);
    return shown?.rowCount ?? null;
  }

  /** Whether what is shown is not yet what the last gesture makes of it. */
  get isWorking(): boolean {
    return this.#isWorking;
  }

  /** Says that a gesture is over: what follows is a step of its own. */
  endGesture(): void {
    this.#isEnding = this.#isWorking;
    if (!this.#isWorking) this.store.history.value = endedGesture(this.store.history.value);
  }

  undo(): void {
    this.#goTo(undone(this.store.history.value), "undone");
  }

  redo(): void {
    this.#goTo(redone(this.store.history.value), "redone");
  }

  #goTo(history: History, deed: string): void {
    this.#forgetWaiting();
    if (history !== this.store.history.value) this.store.deed.value = deed;
    this.store.history.value = history;
    this.loop.load();
  }

  /**
   * Says that a document is asked for which is still to come. Of several the last counts, however long each takes.
   *
   * @returns whether it is still wanted.
   */
  opening(): () => boolean {
    const own = ++this.#openingCount;
    return () => own === this.#openingCount;
  }

  /** Opens another document, from its end on. */
  open(document: PlayDocument, proof: Proof | null = null): void {
    this.#openingCount++;
    this.#forgetWaiting();
    batch(() => {
      this.store.view.value = startView;
      this.store.proof.value = proof;
      this.store.luck.value = null;
      this.store.notice.value = null;
      this.store.deed.value = `${document.name} is open`;
    });
    this.store.history.value = recorded(this.store.history.value, { document, caret: 0 }, null);
    this.loop.open();
  }

  #record(moment: Moment, name: string | null): void {
    this.store.history.value = recorded(this.store.history.value, moment, name);
    this.loop.load();
  }
}

/** In the words of the tables: `row 6: gender is missing`, where the text has `dataset.rows[5].gender`. */
function mistakeText({ message, hint }: Mistake): string {
  const inTable = message.replace(
    /^([a-z.]+)\[(\d+)\]\./,
    (whole, table: RowTable, row) => table in ROW_WORDS ? `${ROW_WORDS[table]} ${Number(row) + 1}: ` : whole,
  );
  return hint === null ? inTable : `${inTable}: ${hint}`;
}
