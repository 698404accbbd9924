// What `work` refuses before it looks for a server.
import assert from "node:assert/strict";
import { runSeedbed } from "../seedbed_process.ts";

/** Runs `work` to a mistake on its command line. @returns the first line that it says. */
async function mistakeOf(...options: string[]): Promise<string> {
  const { code, stdout, stderr } = await runSeedbed(["work", ...options]);
  assert.equal(code, 2, stderr);
  assert.equal(stdout, "");
  return stderr.split("\n")[0];
}

Deno.test("a name has one key: the same name twice is refused", async () => {
  const said = await mistakeOf("--server-config", "--name", "a", "--name", "b", "--name", "a");
  assert.equal(said, "error: --name must be another one each time: found a twice");
});

Deno.test("a configuration is made for no address, file or thread: whoever gives one is told", async () => {
  for (const option of ["ws://127.0.0.1:4433", "--ca=ca.pem", "--credentials=a.key", "--jobs=2", "--once"]) {
    const said = await mistakeOf("--server-config", option);
    const found = option.replace(/=.*/, "");
    assert.equal(said, `error: work --server-config takes --name and nothing else: found ${found}`);
  }
});
