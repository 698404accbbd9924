// Runs a piece of work in which every Math function that ECMAScript leaves to the engine throws.

const PINNED = "sqrt abs floor ceil trunc round sign min max fround imul clz32".split(" ");

/** What the work gives; it throws where it calls a function whose result differs between engines. */
export function withUnpinnedMathThrowing<T>(work: () => T): T {
  const engine = Math as unknown as Record<string, unknown>;
  const replaced = Object.getOwnPropertyNames(Math)
    .filter((name) => typeof engine[name] === "function" && !PINNED.includes(name));
  const originals = replaced.map((name) => [name, engine[name]] as const);
  try {
    for (const name of replaced) {
      engine[name] = () => {
        throw new Error(`Math.${name} was called`);
      };
    }
    return work();
  } finally {
    for (const [name, original] of originals) engine[name] = original;
  }
}
