// What a test asks of a browser, whichever it is: open a page, run a program in it, type, drag.
// Why no library for all three: none drives Firefox ESR and WebKitGTK as Debian has them.

import { within } from "../waiting.ts";

/** A browser that is running, without a window. */
export interface TestBrowser {
  readonly name: string;
  /** Opens a page in a tab of its own, and forgets what earlier pages stored. */
  open(url: string): Promise<TestPage>;
  close(): Promise<void>;
}

/** A page that is open. */
export interface TestPage {
  /** Runs the body of an async function in the page. @returns what it returns, as JSON carries it. */
  run(body: string): Promise<unknown>;
  /** Presses at a place, moves to another in steps, and lets go; in CSS pixels. */
  drag(from: Place, to: Place): Promise<void>;
  /** Types text where the focus is. */
  type(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A place in the page. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Waits for something to become true in a page. @throws where it does not. */
export async function until(page: TestPage, condition: string): Promise<void> {
  const endMs = performance.now() + LONGEST_WAIT_MS;
  while (await page.run(`return Boolean(${condition})`) !== true) {
    if (performance.now() > endMs) throw new Error(`waited in vain for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The longest wait for something that a page shows, on a machine with much else to do. */
export const LONGEST_WAIT_MS = 120_000;

/** A browser, or the driver of one, that no longer answers: what a test asked of it was not seen, neither good nor bad. */
export class BrowserIsSilent extends Error {}

/** The longest wait for one answer of a browser: a page may train for a minute before it gives one. */
const ANSWER_LIMIT_MS = 180_000;

/** Waits for an answer of a browser. @throws BrowserIsSilent where none comes. */
export async function answered<T>(answer: Promise<T>, asked: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BrowserIsSilent(`no answer to: ${asked}`)), ANSWER_LIMIT_MS);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** The steps of a drag. */
export const DRAG_STEPS = 8;

/** The place after some of the steps. */
export function placeAfter(from: Place, to: Place, step: number): Place {
  const share = step / DRAG_STEPS;
  return {
    x: Math.round(from.x + (to.x - from.x) * share),
    y: Math.round(from.y + (to.y - from.y) * share),
  };
}

/** Waits for a line of a process's output. @returns what matches in it. @throws Error where it does not come. */
export async function lineOf(stream: ReadableStream<Uint8Array>, wanted: RegExp): Promise<RegExpExecArray> {
  const [own, rest] = stream.tee();
  rest.pipeTo(new WritableStream()).catch(() => {});
  let seen = "";
  const reading = async (): Promise<RegExpExecArray> => {
    for await (
      const text of own.pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    ) {
      seen += text;
      const match = wanted.exec(seen);
      if (match !== null) return match;
    }
    throw new Error(`it never said ${wanted}: ${seen}`);
  };
  return await within(`a process to say ${wanted}`, reading());
}
