// What the world refused: a disk, a permission, a missing folder.
// Why a class of its own: the program is right and the user's file may be right too, so the exit code is 3 and
// the message says what could not be done, where, and why.

import { visible } from "../text/visible_text.ts";

/** A failure of the world around the program. */
export class WorldError extends Error {
  override readonly name = "WorldError";

  /** @param message in which paths may be a stranger's: what cannot be seen in it is shown. */
  constructor(message: string) {
    super(visible(message));
  }
}

/** A failure of the world as it goes from a thread to another: the class of an error is lost on that way. */
interface SentWorldError {
  readonly ofWorld: string;
}

/** What a thread sends of a failure. */
export function sentError(error: unknown): unknown {
  return error instanceof WorldError ? { ofWorld: error.message } satisfies SentWorldError : error;
}

/** The failure that another thread sent. */
export function receivedError(sent: unknown): unknown {
  const isOfWorld = typeof sent === "object" && sent !== null && "ofWorld" in sent;
  return isOfWorld ? new WorldError(String(sent.ofWorld)) : sent;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EEXIST: "something else of that name is there",
  EIO: "the disk failed",
  EISDIR: "that is a folder",
  ELOOP: "too many links",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "it is not there",
  ENOSPC: "no space is left on the disk",
  ENOTDIR: "a part of the path is a file, not a folder",
  ENOTEMPTY: "the folder is not empty",
  EPERM: "the system does not permit it",
  EROFS: "the file system is read-only",
  EXDEV: "it lies on another file system",
};

/**
 * How Deno writes what a system call failed with: `No space left on device (os error 28)`. Of a module that cannot be
 * loaded it says so in a line of its own, after a number.
 */
const SYSTEM_MESSAGE = /^(?: *\d+: )?(.*?) \(os error \d+\)/m;

/** How Deno writes that a package could not be fetched, when it is first imported; the last line with a number says why. */
const PACKAGE_MESSAGE = /^Failed caching npm package '([^']+)'/;
const NUMBERED_LINE = /^ *\d+: (.*)$/gm;

/** Whether an error is the system's refusal, in whatever class Deno puts it. */
export function isOfWorld(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error instanceof WorldError || error instanceof Deno.errors.NotCapable || codeOf(error) !== null ||
    SYSTEM_MESSAGE.test(error.message) || PACKAGE_MESSAGE.test(error.message);
}

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) {
    // Deno opens these only to programs with all permissions, whatever files a command may read and write.
    return /--allow-all/.test(error.message)
      ? "Deno keeps commands with limited permissions out of /dev, /proc and /sys"
      : "the command's permissions do not cover it";
  }
  const code = codeOf(error);
  if (code !== null && code in REASONS) return REASONS[code];
  const message = error instanceof Error ? error.message : String(error);
  const packageName = PACKAGE_MESSAGE.exec(message)?.[1];
  if (packageName !== undefined) {
    const why = [...message.matchAll(NUMBERED_LINE)].at(-1)?.[1] ?? "it does not say why";
    return `Deno could not fetch the package ${packageName} (${why}): is there a network?`;
  }
  // Rare failures have no code in Deno, but the system's own words.
  const words = SYSTEM_MESSAGE.exec(message)?.[1];
  return words === undefined ? message : words[0].toLowerCase() + words.slice(1);
}

/**
 * Runs an operation of the operating system, again where the system asks for that.
 *
 * @param what what is being done: `write results/gender`.
 * @throws WorldError where the system refuses.
 */
export function inWorld<Result>(what: string, operation: () => Result): Result {
  try {
    return persistently(operation);
  } catch (error) {
    throw worldError(what, error);
  }
}

/** A failure in words; a failure that is in words already stays as it is, and so does a bug of ours. */
export function worldError(what: string, error: unknown): unknown {
  if (error instanceof WorldError || !isOfWorld(error)) return error;
  return new WorldError(`cannot ${what}: ${reasonOf(error)}`);
}

/** Times that an operation is begun again before the system is believed: a file is ready at once or never. */
const MOST_ATTEMPTS = 20;

/** Runs an operation until it is neither interrupted nor refused because something is not ready. */
export function persistently<Result>(operation: () => Result): Result {
  return again(operation, MOST_ATTEMPTS, 1);
}

/** The same for as long as it takes: who reads or writes the other end of a pipe may be slow. */
export function patiently<Result>(operation: () => Result): Result {
  return again(operation, Infinity, 10);
}

function again<Result>(operation: () => Result, mostAttempts: number, pauseMs: number): Result {
  for (let attempt = 1;; attempt++) {
    try {
      return operation();
    } catch (error) {
      const isNotReady = error instanceof Deno.errors.WouldBlock;
      if (!isNotReady && !(error instanceof Deno.errors.Interrupted) || attempt >= mostAttempts) throw error;
      // Without a turn of the event loop, so that what is written stays in order.
      if (isNotReady) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

/** Whether the file system has no such operation: some lack locks, some cannot sync a folder. */
export function isUnsupported(error: unknown): boolean {
  return error instanceof Error &&
    /not (supported|implemented)|no locks available|invalid argument|bad file descriptor/i.test(
      error.message,
    );
}

/** The system's name for what failed; null for anything else, such as what a module of Node calls a wrong argument. */
function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^E(?!RR_)[A-Z0-9]+$/.test(code) ? code : null;
}
