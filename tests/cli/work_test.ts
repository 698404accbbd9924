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

Deno.test("a file that is not there, or holds no key or certificate, is a mistake on the command line", async () => {
  const folder = await Deno.makeTempDir();
  const file = (name: string): string => `${folder}/${name}`;
  const begun = "-----BEGIN CERTIFICATE-----\n";
  await Deno.writeTextFile(file("hello"), "hello\n");
  await Deno.writeTextFile(file("cut.pem"), `${begun}hello\n-----END CERTIFICATE-----\n`);
  const cases = [
    [["--credentials", "no.key"], "error: --credentials: cannot read no.key: there is no such file"],
    [["--credentials", file("hello")], `error: --credentials: there is no key in ${file("hello")}`],
    [["--ca", "no.pem"], "error: --ca: cannot read no.pem: there is no such file"],
    [["--ca", folder], `error: --ca: cannot read ${folder}: it must be a file of at most 1048576 bytes`],
    [["--ca", file("hello")], `error: --ca: there is no certificate in ${file("hello")}`],
    [["--ca", file("cut.pem")], `error: --ca: there is no certificate in ${file("cut.pem")}`],
  ] as const;
  try {
    for (const [options, said] of cases) assert.equal(await mistakeOf("wss://localhost:9", ...options), said);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
