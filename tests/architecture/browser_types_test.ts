// Purity is a type error: the library, everything above the purity line, the threads and the queue check against the language and
// the browser's types alone. Code that says `Deno` or `process` there does not compile.

import assert from "node:assert/strict";
import { filesBelow, readLayers } from "./layers.ts";
import { projectPath } from "../project_path.ts";

const config = {
  nodeModulesDir: "none",
  compilerOptions: { lib: ["esnext", "dom"], types: [], strict: true, noUncheckedIndexedAccess: false },
};

Deno.test("the library, the pure folders, the threads and the queue check without Deno's types", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const files = readLayers().filter((layer) => layer.isPure).flatMap((layer) => filesBelow(layer.folder));
    const result = await check(
      folder,
      ["mod.ts", ...files, ...filesBelow("src/threads"), ...filesBelow("src/queue")].map((file) =>
        projectPath(file)
      ),
    );
    assert.equal(result.code, 0, result.message);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("that check would see a pure file that says Deno", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/impure.ts`, "export const args: readonly string[] = Deno.args;\n");
    const result = await check(folder, [`${folder}/impure.ts`]);
    assert.equal(result.code, 1);
    assert.match(result.message, /Cannot find name 'Deno'/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function check(folder: string, files: readonly string[]): Promise<{ code: number; message: string }> {
  const configPath = `${folder}/deno.json`;
  await Deno.writeTextFile(configPath, JSON.stringify(config));
  const args = ["check", "-q", "--no-lock", `--config=${configPath}`, ...files];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, env: { NO_COLOR: "1" } })
    .output();
  return { code, message: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}
