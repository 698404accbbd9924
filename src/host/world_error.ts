// What the world refused: a disk, a permission, a missing folder.
// Why a class of its own: the program is right and the user's file may be right too, so the exit code is 3 and
// the message says what could not be done, where, and why.

/** A failure of the world around the program. */
export class WorldError extends Error {
  override readonly name = "WorldError";
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EEXIST: "something else of that name is there",
  EFBIG: "the file would be too large",
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

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) {
    // Deno opens these only to programs with all permissions, whatever files a command may read and write.
    return /--allow-all/.test(error.message)
      ? "Deno keeps commands with limited permissions out of /dev, /proc and /sys"
      : "the command's permissions do not cover it";
  }
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "string" && code in REASONS) return REASONS[code];
  return error instanceof Error ? error.message : String(error);
}

/**
 * Runs an operation of the operating system.
 *
 * @param what what is being done: `write results/gender`.
 * @throws WorldError where the system refuses.
 */
export function inWorld<Result>(what: string, operation: () => Result): Result {
  try {
    return operation();
  } catch (error) {
    if (error instanceof WorldError) throw error;
    throw new WorldError(`cannot ${what}: ${reasonOf(error)}`);
  }
}
