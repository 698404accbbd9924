// Networks as ONNX: the checker finds nothing to say, and onnxruntime gives the answers of predictions.csv.
import assert from "node:assert/strict";
import { inputsOf } from "../../src/dataset/standardize.ts";
import { onnxModel } from "../../src/export/onnx/onnx_model.ts";
import { engineFolder } from "../engines/engines.ts";
import { printedBy } from "../foreign_process.ts";
import { pythonWith } from "../python.ts";
import { requireOrSkip } from "../requirement.ts";
import { layerCases, randomCases } from "./random_models.ts";

const cases = [...randomCases(1000, 200), ...layerCases(1000, 60)];
const runtime = `${engineFolder()}/node_modules/onnxruntime-web/dist`;
const hasRuntime = await Deno.stat(runtime).then(() => true, () => false);
const python = await pythonWith("onnx");

/** The few members of onnxruntime-web that are used here. */
interface Runtime {
  readonly env: { readonly wasm: { numThreads: number; wasmPaths: string } };
  readonly Tensor: new (type: string, data: Float64Array | Float32Array, shape: readonly number[]) => unknown;
  readonly InferenceSession: {
    create(bytes: Uint8Array): Promise<{
      run(
        inputs: Readonly<Record<string, unknown>>,
      ): Promise<{ readonly outputs: { readonly data: ArrayLike<number> } }>;
    }>;
  };
}

Deno.test({
  name: "onnxruntime gives the answers of predictions.csv to 1 part in 10^12, and in float32 to 1 in 10^3",
  ignore: requireOrSkip(hasRuntime, "onnxruntime-web", "deno run -A tests/engines/install.ts"),
  sanitizeResources: false,
  sanitizeOps: false,
  async fn() {
    const ort: Runtime = await import(`file://${runtime}/ort.wasm.bundle.min.mjs`);
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = `file://${runtime}/`;
    let compared = 0;
    for (const { model, outcome } of cases) {
      const asked = outcome.predictions.filter(({ outputs }) => outputs !== null);
      if (asked.length === 0) continue;
      const { features } = model;
      const isOfWords = features[0].learnedWords !== undefined;
      const width = model.layers[0].inputCount;
      const values = isOfWords
        ? inputsOf(features, asked)
        : Float64Array.from(asked.flatMap(({ values }) => values));
      const shape = [asked.length, width];
      const session = await ort.InferenceSession.create(onnxModel(model, "double"));
      const { outputs } = await session.run({ inputs: new ort.Tensor("float64", values, shape) });
      const wanted = asked.flatMap((prediction) => prediction.outputs!);
      const size = Math.max(1, ...wanted.map(Math.abs));
      wanted.forEach((output, index) => {
        // Sums of a product of matrices have another order, and a sum may lose what its terms have: in relation to the
        // largest answer, and to what shift and scale do to it.
        assert.ok(Math.abs(outputs.data[index] - output) <= 1e-12 * size, `${model.name}: ${output}`);
        compared++;
      });
    }
    assert.ok(compared > 1000);
    const [{ model, outcome }] = cases;
    const session = await ort.InferenceSession.create(onnxModel(model, "float"));
    const [{ values, outputs: wanted }] = outcome.predictions;
    const { outputs } = await session.run({
      inputs: new ort.Tensor("float32", Float32Array.from(values), [1, values.length]),
    });
    wanted!.forEach((output, index) =>
      assert.ok(Math.abs(outputs.data[index] - output) < 1e-3 * Math.max(1, Math.abs(output)))
    );
  },
});

Deno.test({
  name: "ONNX's checker accepts every model, with types and shapes inferred",
  ignore: requireOrSkip(python !== null, "Python's onnx", "Debian's python3-onnx"),
  async fn() {
    const models = cases.flatMap(({ model }) => [onnxModel(model, "double"), onnxModel(model, "float")]);
    const program = `
import base64, json, sys, onnx
for text in json.load(sys.stdin):
    onnx.checker.check_model(base64.b64decode(text), full_check=True)
    print("accepted")
`;
    const input = JSON.stringify(models.map((bytes) => bytes.toBase64()));
    assert.equal((await printedBy([python!, "-c", program], input)).length, models.length);
  },
});
