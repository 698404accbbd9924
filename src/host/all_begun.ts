// Work that is begun item by item and waited for together.
// What must not change: nothing that was begun is left to fail with nobody to hear it.

/**
 * Does something with each item as it comes, and waits for all. Where one fails, or there is no next item, the others are
 * waited for too: what goes on alone fails unheard, and that ends the process.
 *
 * @returns what came of each, in order.
 */
export async function allBegun<Item, Result>(
  items: Iterable<Item>,
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const begun: Promise<Result>[] = [];
  try {
    for (const item of items) begun.push(act(item));
    return await Promise.all(begun);
  } finally {
    await Promise.allSettled(begun);
  }
}
