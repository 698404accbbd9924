// The texts for cards in the hands of NVIDIA's own assembler, which needs no card.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { drawModuleText } from "../../../src/engine/gpu/draw_module.ts";
import { gpuModuleText } from "../../../src/engine/gpu/gpu_module.ts";
import { gpuNetwork } from "../../../src/engine/gpu/gpu_network.ts";
import { canRun, caseCount, skipWithout } from "../../requirement.ts";
import { tameCases } from "../any_cases.ts";
import { stackCases } from "../stack_cases.ts";

/** The oldest cards that a current assembler knows, and newer ones. */
const ARCHITECTURES = ["sm_75", "sm_80", "sm_90"];

const ignore = skipWithout(
  await canRun("ptxas", ["--version"]),
  "ptxas",
  "it comes with NVIDIA's CUDA toolkit, or with the Python package nvidia-cuda-nvcc",
);

/** @returns what the assembler says against a text; empty where it takes it. */
async function objectionsTo(text: string, architecture: string): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".ptx" });
  try {
    await Deno.writeTextFile(path, text);
    const args = [`-arch=${architecture}`, "--output-file", `${path}.cubin`, path];
    const { success, stderr } = await new Deno.Command("ptxas", { args }).output();
    return success ? "" : new TextDecoder().decode(stderr) || "refused";
  } finally {
    await Deno.remove(path);
    await Deno.remove(`${path}.cubin`).catch(() => {});
  }
}

Deno.test({
  name: "NVIDIA's assembler takes the text of any network and any way to learn (seed 63)",
  ignore,
  async fn() {
    let next = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(tameCases, stackCases()), async ({ all, kernelForm }) => {
        const network = gpuNetwork(all.topology, all.learning, kernelForm.form);
        const text = gpuModuleText(network, all.data.inputs.length / all.topology.inputCount);
        assert.equal(await objectionsTo(text, ARCHITECTURES[next++ % ARCHITECTURES.length]), "");
      }),
      { seed: 63, numRuns: caseCount(10, 15) },
    );
  },
});

Deno.test({
  name: "NVIDIA's assembler takes the text by which a card draws",
  ignore,
  async fn() {
    for (const architecture of ARCHITECTURES) {
      assert.equal(await objectionsTo(drawModuleText(), architecture), "", architecture);
    }
  },
});

Deno.test({
  name: "NVIDIA's assembler refuses a text that is none",
  ignore,
  async fn() {
    assert.match(await objectionsTo(".version 7.0\nadd.f64 nothing;\n", "sm_80"), /fatal|error/);
  },
});
