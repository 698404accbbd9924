// Counts the calls into WebAssembly, so that a test can prove that the kernel itself did the work.

/** How often each exported function was called, by name. */
export type CallCounts = Readonly<Record<string, number>>;

/** Runs `body` and counts the calls of the functions of all WebAssembly instances that are made in it. */
export function countCalls(body: () => void): CallCounts {
  const counts: Record<string, number> = {};
  const RealInstance = WebAssembly.Instance;
  const counted = function (module: WebAssembly.Module, imports: WebAssembly.Imports) {
    const exported = Object.entries(new RealInstance(module, imports).exports) as [
      string,
      (...args: number[]) => void,
    ][];
    const wrap = ([name, call]: typeof exported[number]) => {
      counts[name] ??= 0;
      return [name, (...args: number[]) => (counts[name]++, call(...args))];
    };
    return { exports: Object.fromEntries(exported.map(wrap)) };
  };
  WebAssembly.Instance = counted as unknown as typeof WebAssembly.Instance;
  try {
    body();
  } finally {
    WebAssembly.Instance = RealInstance;
  }
  return counts;
}
