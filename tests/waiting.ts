// Waits for what a test needs before it goes on, and says what it waited for in vain.
// Why no fixed pauses: a machine with much else to do is many times slower, and a fast one need not wait.

/** Longer than anything that is waited for takes, on a machine that is ten times slower than a quiet one. */
const LONGEST_MS = 120_000;
/** How often it is looked. */
const LOOK_MS = 2;

/**
 * Waits until something is so.
 *
 * @param what ends the sentence "waited in vain until …".
 * @throws Error where it does not become so.
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  longestMs: number = LONGEST_MS,
): Promise<void> {
  const endMs = performance.now() + longestMs;
  while (!await isSo()) {
    if (performance.now() > endMs) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/**
 * Waits for an answer.
 *
 * @param what ends the sentence "waited in vain for …".
 * @throws Error where none comes.
 */
export async function within<T>(
  what: string,
  answer: Promise<T>,
  longestMs: number = LONGEST_MS,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), longestMs);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
