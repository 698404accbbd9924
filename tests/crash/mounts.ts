// File systems of our own for the tests: small ones that fill up, and ones that nobody may write to.
// Why mounted: root may write anywhere, so permission bits alone prove nothing where tests run as root.

/** Whether this process may mount at all; asked once. */
export const canMount: boolean = Deno.build.os === "linux" && await tryMount();

/** Mounts a file system in memory on a folder; it goes when the returned function is called. */
export async function mountTmpfs(folder: string, sizeBytes: number): Promise<() => Promise<void>> {
  await run("mount", ["-t", "tmpfs", "-o", `size=${sizeBytes}`, "tmpfs", folder]);
  return () => run("umount", ["-l", folder]);
}

/** Makes a mounted file system one that can only be read. */
export async function makeReadOnly(folder: string): Promise<void> {
  await run("mount", ["-o", "remount,ro", folder]);
}

async function tryMount(): Promise<boolean> {
  const folder = await Deno.makeTempDir();
  try {
    const unmount = await mountTmpfs(folder, 65536);
    await unmount();
    return true;
  } catch {
    return false;
  } finally {
    await Deno.remove(folder);
  }
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await new Deno.Command(program, { args: [...args], stdout: "null" }).output();
  if (code !== 0) throw new Error(`${program}: ${new TextDecoder().decode(stderr)}`);
}
