// A shell around QuickJS: runs the script that its argument names, and prints what the script prints.
// Why a process of its own: an interpreter in the test's process would hold all its other tests up.

import { getQuickJS } from "npm:quickjs-emscripten@0.32.0";

const context = (await getQuickJS()).newContext();
const print = context.newFunction("print", (line) => console.log(context.getString(line)));
context.setProp(context.global, "print", print);
print.dispose();
const result = context.evalCode(Deno.readTextFileSync(Deno.args[0]), "program.js");
if (result.error) {
  const error = context.dump(result.error);
  console.error(error?.message ?? error, error?.stack ?? "");
  Deno.exit(1);
}
