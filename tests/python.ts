// Whether this machine has Python with a module that a test compares with.

/** Whether `python3` can import a module. */
export async function hasPython(module: string): Promise<boolean> {
  try {
    const args = ["-c", `import ${module}`];
    return (await new Deno.Command("python3", { args, stdout: "null", stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
