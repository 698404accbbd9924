// Makes file operations of a process fail, or kills it at one of them, through a library of our own in C.
// Why a library and not strace: a disturbed run takes as long as an undisturbed one.

import { canRun, requireOrSkip } from "../requirement.ts";
import { projectPath } from "../project_path.ts";

/** The errors that disks, networks and rights give, with their numbers on Linux. */
export const ERRNOS = {
  EPERM: 1,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  EBADF: 9,
  EAGAIN: 11,
  EACCES: 13,
  ENODEV: 19,
  EINVAL: 22,
  EMFILE: 24,
  EFBIG: 27,
  ENOSPC: 28,
  EROFS: 30,
  ENAMETOOLONG: 36,
  ENOLCK: 37,
  ENOSYS: 38,
  EOPNOTSUPP: 95,
  ESHUTDOWN: 108,
  EHOSTDOWN: 112,
  ESTALE: 116,
  EUCLEAN: 117,
  EREMOTEIO: 121,
  EDQUOT: 122,
} as const;
export type ErrnoName = keyof typeof ERRNOS;

/** What happens at one operation, counted from 1. */
export type Fault =
  /** Killed before it, after it, or with half of a write done; or stopped before it, until a SIGCONT comes. */
  | { readonly kind: "kill" | "kill-after" | "torn" | "stop"; readonly at: number }
  /** It fails, or it and all that follow. */
  | { readonly kind: "fail" | "fail-from"; readonly at: number; readonly errno: ErrnoName };

/** How the world of a process is wrong. */
export interface Disturbance {
  readonly fault?: Fault;
  /** `free`: locks succeed and exclude nobody; else how they fail. */
  readonly locks?: "free" | ErrnoName;
  /** How every sync of a folder fails. */
  readonly folderSync?: ErrnoName;
  /** How writes to a standard stream fail; `times` 0 means always. */
  readonly stream?: { readonly fd: 1 | 2; readonly errno: ErrnoName; readonly times: number };
}

/** The environment of a process that is to be disturbed below a folder, and where its operations are logged. */
export async function disturbedEnvironment(
  folder: string,
  logPath: string,
  { fault, locks, folderSync, stream }: Disturbance,
): Promise<Record<string, string>> {
  const environment: Record<string, string> = {
    LD_PRELOAD: await injectorPath(),
    FAULT_FOLDER: folder,
    FAULT_LOG: logPath,
  };
  if (fault !== undefined) {
    const errno = "errno" in fault ? `:${ERRNOS[fault.errno]}` : "";
    environment.FAULT_AT = `${fault.kind}:${fault.at}${errno}`;
  }
  if (locks !== undefined) environment.FAULT_LOCK = locks === "free" ? locks : String(ERRNOS[locks]);
  if (folderSync !== undefined) environment.FAULT_SYNC = String(ERRNOS[folderSync]);
  if (stream !== undefined) {
    environment.FAULT_STREAM = `${stream.fd}:${ERRNOS[stream.errno]}:${stream.times}`;
  }
  return environment;
}

/** What a fault is in words. */
export function faultText(fault: Fault): string {
  switch (fault.kind) {
    case "kill":
      return `killed before operation ${fault.at}`;
    case "kill-after":
      return `killed after operation ${fault.at}`;
    case "torn":
      return `killed in the middle of operation ${fault.at}`;
    case "stop":
      return `stopped before operation ${fault.at}`;
    case "fail":
      return `${fault.errno} at operation ${fault.at}`;
    case "fail-from":
      return `${fault.errno} from operation ${fault.at} on`;
  }
}

/** Whether to skip tests that need the library: it is for Linux and has to be compiled. */
export const cannotInject: boolean = requireOrSkip(
  Deno.build.os === "linux" && await canRun("cc", ["--version"]),
  "a C compiler on Linux",
  "Debian's gcc and libc6-dev",
);

let compiled: Promise<string> | null = null;

function injectorPath(): Promise<string> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<string> {
  const folder = await Deno.makeTempDir();
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  Deno.chmodSync(folder, 0o755); // Other users load it too.
  const path = `${folder}/fault_injector.so`;
  const options = ["-O1", "-Wall", "-Wno-nonnull-compare", "-shared", "-fPIC"];
  const { success, stderr } = await new Deno.Command("cc", {
    args: [...options, projectPath("tests/faults/fault_injector.c"), "-o", path, "-ldl"],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return path;
}
