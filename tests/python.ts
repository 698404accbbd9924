// Where this machine has a Python with a module that a test compares with.

/** Where Pythons are: the one that the user would start, and Debian's, which has Debian's packages. */
const PYTHONS = ["python3", "/usr/bin/python3"];

/** The command of a Python that can import a module, or several: `pandas, pyarrow`; null where there is none. */
export async function pythonWith(module: string): Promise<string | null> {
  for (const python of PYTHONS) {
    try {
      const args = ["-c", `import ${module}`];
      const { success } = await new Deno.Command(python, { args, stdout: "null", stderr: "null" }).output();
      if (success) return python;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return null;
}
