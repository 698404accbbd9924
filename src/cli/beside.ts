// The addresses of modules that a command loads when it comes to need them.
// Why no literal path: Deno reads the modules of every import that it can see before the first line runs.

/**
 * The address of a module beside another.
 *
 * @param from the other's `import.meta.url`.
 */
export function beside(path: string, from: string): string {
  return new URL(path, from).href;
}
