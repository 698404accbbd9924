// `--engine`: which engine trains. None of them changes a byte, so that this is for measuring them and for checking one
// against another.

import type { Engine } from "../engine/row_engine.ts";
import { type Arguments, UsageError } from "./command.ts";

/** The engine that `--engine` asks for; by default the fastest. */
export function engineOf(args: Arguments): Engine {
  const engine = args.value("engine");
  if (engine === undefined) return "fastest";
  if (engine === "plain" || engine === "wasm") return engine;
  throw engine === "gpu"
    ? new UsageError(
      "--engine gpu has a command of its own, which may call the cards' driver",
      "deno task run:gpu FILE …",
    )
    : new UsageError(`--engine must be plain or wasm: found ${engine}`);
}
