// Networks as Python, C, JavaScript and R: what another language computes has the bits of predictions.csv.
import assert from "node:assert/strict";
import { cCode } from "../../src/export/code/c_code.ts";
import { cIdentifiers } from "../../src/export/code/c_identifiers.ts";
import { javaScriptCode } from "../../src/export/code/javascript_code.ts";
import { pythonCode } from "../../src/export/code/python_code.ts";
import { rCode } from "../../src/export/code/r_code.ts";
import { rNumber, rString } from "../../src/export/code/r_language.ts";
import { type TrainedModel, trainedModelOf } from "../../src/export/trained_model.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { ask } from "../../src/run/ask.ts";
import type { Outcome } from "../../src/run/outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { hasProgram, printedBy } from "../foreign_process.ts";
import { requireOrSkip } from "../requirement.ts";
import { type Case, layerCases, type Question, randomCases } from "./random_models.ts";

const cases = [...randomCases(0, 500), ...layerCases(0, 90)];

Deno.test("the networks have every kind of layer, column, target, limit and answer", () => {
  const questions = cases.flatMap((one) => one.questions);
  assert.ok(questions.length > 2000);
  assert.ok(questions.filter(({ outputs }) => outputs === null).length > 15, "not finite");
  assert.ok(questions.filter(({ label }) => label !== null).length > 300, "labels");
  assert.ok(
    cases.filter(({ model }) => model.columns.some(({ labels }) => labels !== null)).length > 150,
    "words",
  );
  assert.ok(questions.filter(({ cells }) => cells.includes(null)).length > 100, "empty cells");
  assert.ok(questions.filter(({ outputs }) => outputs?.includes(-0)).length > 10);
  const names = new Set(
    cases.flatMap(({ model }) =>
      model.layers.flatMap((layer) => layer.kind === "maxpool" ? [] : [layer.activation.name])
    ),
  );
  assert.equal(names.size, 10, [...names].join());
  const kinds = new Set(cases.flatMap(({ model }) => model.layers.map(({ kind }) => kind)));
  assert.deepEqual([...kinds].sort(), ["conv", "dense", "maxpool", "rnn"]);
});

Deno.test("JavaScript gives the bits of predictions.csv for networks of every kind", async () => {
  for (const { model, questions } of cases) {
    const text = javaScriptCode(model);
    const module = await import(`data:text/javascript,${encodeURIComponent(text)}`);
    for (const { cells, outputs, label } of questions) {
      const row = Object.fromEntries(model.columns.map(({ name }, index) => [name, cells[index]]));
      const answer = module.predict(row);
      const found = "output" in answer ? answer.output : answer.outputs;
      const wanted = outputs === null
        ? null
        : "output" in answer
        ? outputs[0]
        : Object.fromEntries(model.outputNames.map((name, index) => [name, outputs[index]]));
      assert.deepEqual([found, answer.label], [wanted, label], model.name);
    }
  }
});

Deno.test("the example of a code file has a mean in few digits, and the inputs have all of them", () => {
  const outcome = runExperiment(parseExperiment(`
name: means
dataset:
  features: [{ name: a, shift: mean, scale: std }, { name: b, shift: 1969.25 }, { name: c, shift: 12345 }]
  target: { name: y }
  rows: [[a, b, c, y], [1, 1, 1, 0], [2, 1, 1, 1], [4, 1, 1, 1]]
training: { epochs: 1 }
`));
  const texts = [pythonCode, javaScriptCode, cCode].map((code) => code(trainedModelOf(outcome)!));
  assert.match(texts[0], /^# predict\(\{"a": 2\.333, "b": 1969\.0, "c": 12345\.0\}\)/m);
  for (const text of texts) {
    assert.match(text, /2\.333\W/);
    assert.match(text, /2\.333333333333333\d/);
  }
});

Deno.test("the command line in a Python file is words for a shell, whatever a table has in it", async () => {
  const word = "$(echo gone) `echo gone` it's";
  const outcome = runExperiment(parseExperiment(`
name: words
dataset:
  features: [{ name: say, categories: [${JSON.stringify(word)}, b] }]
  target: { name: y }
  rows: [{ say: ${JSON.stringify(word)}, y: 0 }, { say: b, y: 1 }]
training: { epochs: 1 }
`));
  const [, line] = /command line: python3 words\.py (.*)$/m.exec(pythonCode(trainedModelOf(outcome)!))!;
  const { stdout } = await new Deno.Command("sh", { args: ["-c", `printf %s ${line}`] }).output();
  assert.equal(new TextDecoder().decode(stdout), word);
});

Deno.test({
  name: "Python gives the bits of predictions.csv for networks of every kind",
  ignore: requireOrSkip(await hasProgram("python3"), "Python 3", "Debian's python3"),
  async fn() {
    const asked = cases.map(({ model, questions }) => ({
      code: pythonCode(model),
      columns: model.columns.map(({ name }) => name),
      rows: questions.map(({ cells }) =>
        cells.map((cell) => typeof cell === "number" ? [literal(cell)] : cell)
      ),
    }));
    const program = `
import json, sys
for one in json.load(sys.stdin):
    names = {"__name__": "model"}
    exec(compile(one["code"], "model.py", "exec"), names)
    for row in one["rows"]:
        cells = [float(cell[0]) if isinstance(cell, list) else cell for cell in row]
        answer = names["predict"](dict(zip(one["columns"], cells)))
        found = answer["outputs"].values() if answer.get("outputs") else [answer.get("output")]
        print(json.dumps([[None if x is None else repr(x) for x in found], answer["label"]]))
`;
    const lines = await printedBy(["python3", "-c", program], JSON.stringify(asked));
    const answers = lines.map((line) => JSON.parse(line) as [(string | null)[], string | null]);
    assertAnswers(answers.map(([outputs, label]) => ({
      outputs: outputs.includes(null) ? null : outputs.map(Number),
      label,
    })));
  },
});

Deno.test({
  name: "R gives the bits of predictions.csv for networks of every kind, by row and by data frame",
  ignore: requireOrSkip(await hasProgram("Rscript"), "Rscript", "Debian's r-base-core"),
  async fn() {
    const program = cases.map(({ model, questions }) => {
      const names = `c(${model.columns.map(({ name }) => rString(name)).join(", ")})`;
      const cellOf = (cell: number | string | null): string =>
        cell === null ? "NULL" : typeof cell === "number" ? rNumber(cell) : rString(cell);
      const rows = questions.map(({ cells }) => `setNames(list(${cells.map(cellOf).join(", ")}), ${names})`);
      return `local({
${rCode(model)}
for (row in list(${rows.join(", ")})) {
  answer <- predict_row(row)
  cat(sprintf("%.17g", answer[[1]]), if (is.na(answer$label)) "" else enc2utf8(answer$label), sep = "\\t")
  cat("\\n")
  table <- as.data.frame(lapply(row, function(cell) if (is.null(cell)) NA else cell), stringsAsFactors = TRUE)
  same <- predict_rows(setNames(table, names(row)))
  stopifnot(identical(unname(unlist(same[1, seq_along(OUTPUTS)])), as.numeric(unname(answer[[1]]))))
  stopifnot(identical(same$label, answer$label) || "label" %in% OUTPUTS)
}
})`;
    });
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/all.R`, program.join("\n"));
      assert.match(program.join(""), /^[\n -~]*$/, "the file is ASCII");
      // Why source: read as a program's own file, so long a text takes R five times as long.
      assertAnswers((await printedByR(["-e", `source("${folder}/all.R")`])).map((line) => {
        const cells = line.split("\t");
        const outputs = cells.slice(0, -1);
        return {
          outputs: outputs.includes("NA") ? null : outputs.map(Number),
          label: cells[cells.length - 1] === "" ? null : cells[cells.length - 1],
        };
      }));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: "C gives the bits of predictions.csv for networks of every kind",
  ignore: requireOrSkip(await hasProgram("gcc"), "a C compiler", "Debian's gcc and libc6-dev"),
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/all.c`, together(cases) + mainOf(cases));
      const options = [
        "-std=c99",
        "-O1",
        "-ffp-contract=off",
        "-w",
        `${folder}/all.c`,
        "-o",
        `${folder}/all`,
      ];
      await printedBy(["gcc", ...options, "-lm"]);
      assertAnswers((await printedBy([`${folder}/all`])).map((line) => {
        const [label, ...outputs] = line.split("\t");
        const numbers = outputs.map((text) => Number(text.replace("inf", "Infinity")));
        return {
          outputs: numbers.every(Number.isFinite) ? numbers : null,
          label: label === "(null)" ? null : label,
        };
      }));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name:
    "a C file compiles without a warning, as C99 and as C++, for any processor, and answers a command line",
  ignore: requireOrSkip(await hasProgram("g++"), "a C++ compiler", "Debian's g++"),
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      for (const { model, questions } of [...cases.slice(0, 6), ...cases.slice(-6)]) {
        const path = `${folder}/${model.name}`;
        await Deno.writeTextFile(`${path}.c`, cCode(model));
        const strict = [
          "-Wall",
          "-Wextra",
          "-Wpedantic",
          "-Werror",
          "-O2",
          "-march=native",
          "-ffp-contract=off",
        ];
        for (const compiler of [["gcc", "-std=c99"], ["g++", "-x", "c++", "-std=c++11"]]) {
          await printedBy([...compiler, ...strict, "-DMAIN", `${path}.c`, "-o", path, "-lm"]);
          for (const { cells, outputs, label } of questions) {
            const typed = cells.map((cell) => typeof cell === "number" ? literal(cell) : cell ?? "");
            const [line] = await printedBy([path, ...typed]);
            if (outputs === null) continue;
            const words = line.split(" ");
            assert.deepEqual(words.slice(0, outputs.length).map(Number), outputs);
            assert.equal(words.slice(outputs.length).join(" "), label ?? "");
          }
        }
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** A network whose tables have marks for what is not known. */
function markedModel(): { readonly model: TrainedModel; readonly outcome: Outcome } {
  const outcome = runExperiment(parseExperiment(
    `name: marked
dataset:
  features: [{ name: a, missing: 7 }, { name: color, categories: [red, blue], missing: mean }]
  target: { name: y }
  file: { path: rows.csv, missing: [NA, "?"] }
training: { epochs: 1 }
`,
    { readDataFile: () => ({ text: "a,color,y\n1,red,0\nNA,red,1\n3,blue,1\n" }) },
  ));
  return { model: trainedModelOf(outcome)!, outcome };
}

/** Cells of a column of numbers that no table has as a number, in the words of each language. */
const ODD_CELLS = ["2 3", "0x10", "1_000", "\u0661", "inf", "nan", "Infinity", "1e", "5%", "1,5"];

Deno.test({
  name:
    "what no table takes for a number is refused in every language, and a name of JavaScript's is a column",
  ignore: requireOrSkip(
    await hasProgram("gcc") && await hasProgram("python3"),
    "a C compiler and Python 3",
    "Debian's gcc, libc6-dev and python3",
  ),
  async fn() {
    const outcome = runExperiment(parseExperiment(`name: odd
dataset:
  features: [{ name: constructor, missing: 2 }, { name: b }]
  target: { name: y }
  rows: [{ constructor: 1, b: 2, y: 0 }, { constructor: 2, b: 1, y: 1 }]
training: { epochs: 1 }
queries: [{ name: filled, constructor: 2, b: 1 }]
`));
    const model = trainedModelOf(outcome)!;
    const [wanted] = outcome.predictions[0].outputs!;
    const { predict } = await import(`data:text/javascript,${encodeURIComponent(javaScriptCode(model))}`);
    assert.equal(predict({ b: "1." }).output, wanted);
    const asking = `
import json
for cell in json.loads(${JSON.stringify(JSON.stringify(ODD_CELLS))}):
    try:
        print(predict({"b": cell}))
    except ValueError as error:
        print("refused", error)
`;
    const program = pythonCode(model).replace(/\nif __name__ == [^]*$/, asking);
    const said = await printedBy(["python3", "-"], program);
    const refused = ODD_CELLS.map((cell) => `refused b must be a number: found ${cell}`);
    assert.deepEqual(said, refused);
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/odd.c`, cCode(model));
      const compiler = ["-std=c99", "-DMAIN", "-o", `${folder}/odd`, `${folder}/odd.c`, "-lm"];
      assert.ok((await new Deno.Command("gcc", { args: compiler }).output()).success);
      for (const cell of ODD_CELLS) {
        assert.throws(() => predict({ b: cell }), /b must be a number/, cell);
        const { code, stderr } = await new Deno.Command(`${folder}/odd`, { args: ["", cell] }).output();
        assert.deepEqual([code, new TextDecoder().decode(stderr)], [
          2,
          `a number is wanted: found ${cell}\n`,
        ]);
      }
      const empty = await new Deno.Command(`${folder}/odd`, { args: ["", ""] }).output();
      assert.equal(empty.code, 1);
      assert.match(new TextDecoder().decode(empty.stderr), /^no answer: /);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name:
    "a cell is empty where the experiment's tables say so, blanks around one do not count, and true is no number",
  ignore: requireOrSkip(
    await hasProgram("gcc") && await hasProgram("python3"),
    "a C compiler and Python 3",
    "Debian's gcc, libc6-dev and python3",
  ),
  async fn() {
    const { model, outcome } = markedModel();
    const rows = [["NA", "blue"], [" ? ", " blue\t"], [" \t", "NA"], [" 2 ", "?"], ["2", " red "]];
    const wanted = [{ color: "blue" }, { color: "blue" }, {}, { a: 2 }, { a: 2, color: "red" }]
      .map((cells) => ask(outcome, cells).outputs![0]);
    const { predict } = await import(`data:text/javascript,${encodeURIComponent(javaScriptCode(model))}`);
    assert.deepEqual(rows.map(([a, color]) => predict({ a, color }).output), wanted);
    for (const a of [true, [2], 10n ** 400n]) {
      assert.throws(() => predict({ a }), /^RangeError: a must be a n/);
    }
    const asking = `
import json
for a, color in json.loads(${JSON.stringify(JSON.stringify(rows))}):
    print(repr(predict({"a": a, "color": color})["output"]))
for odd in [True, 10**400, [2]]:
    try:
        print(predict({"a": odd}))
    except ValueError as error:
        print(str(error)[:19])
`;
    const program = pythonCode(model).replace(/\nif __name__ == [^]*$/, asking);
    const said = await printedBy(["python3", "-"], program);
    assert.deepEqual(said.slice(0, rows.length).map(Number), wanted);
    assert.deepEqual(said.slice(rows.length), Array(3).fill("a must be a number:"));
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/marked.c`, cCode(model));
      const strict = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-ffp-contract=off", "-DMAIN"];
      await printedBy(["gcc", ...strict, `${folder}/marked.c`, "-o", `${folder}/marked`, "-lm"]);
      for (const [index, row] of rows.entries()) {
        const [line] = await printedBy([`${folder}/marked`, ...row]);
        assert.equal(Number(line), wanted[index]);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name:
    "R refuses the cells and columns that Python refuses, takes those that it takes, and answers a command line",
  ignore: requireOrSkip(await hasProgram("Rscript"), "Rscript", "Debian's r-base-core"),
  async fn() {
    const { model, outcome } = markedModel();
    const answer = (row: Readonly<Record<string, number | string>>): string =>
      `${ask(outcome, row).outputs![0].toPrecision(17)}`.replace(/0+$/, "");
    const folder = await Deno.makeTempDir();
    const path = `${folder}/marked.R`;
    try {
      await Deno.writeTextFile(path, rCode(model));
      const asking = `
exp_of_r <- exp
source("${path}")
stopifnot(identical(exp, exp_of_r))
tell <- function(...) cat(tryCatch(sprintf("%.17g", predict_row(list(...))$output), error = conditionMessage), "\\n", sep = "")
for (cell in list(${ODD_CELLS.map(rString).join(", ")}, TRUE, 2:3, Inf, NULL, NA)) tell(a = cell)
tell(a = 2L, color = factor("red"), name = "Emily")
tell(a = "2.50", color = " red\\t")
tell(color = "green")
tell(color = 1)
tell(3, "red")
tell(weigth = 9)
table <- read.csv(text = "color,a\\nblue,\\nred,2", check.names = FALSE)
cat(sprintf("%.17g", predict_rows(table)$output), nrow(predict_rows(table[0, ])), sep = "\\n")
# As the head of the file says it, of a table with other columns too.
table$target <- 1
cat(sprintf("%.17g", ${/predict_rows\(table.*?\)/.exec(rCode(model))![0]}$output), sep = "\\n")
`;
      const refused = (column: string, what: string) => `${column} must be ${what}`;
      const empty = answer({});
      assert.deepEqual(await printedByR(["-e", asking]), [
        ...ODD_CELLS.map((cell) => refused("a", `a number: found ${cell}`)),
        refused("a", "a number: found TRUE"),
        refused("a", "one cell: found 2"),
        refused("a", "a number: found Inf"),
        empty,
        empty,
        answer({ a: 2, color: "red" }),
        answer({ a: 2.5, color: "red" }),
        refused("color", "a word that was learned: found green"),
        refused("color", "a word that was learned: found 1"),
        "the cells of a row need names",
        "there is no column weigth: known here: a, color",
        answer({ color: "blue" }),
        answer({ a: 2, color: "red" }),
        "0",
        answer({ color: "blue" }),
        answer({ a: 2, color: "red" }),
      ]);
      assert.deepEqual(await printedByR([path, " ? ", "blue"]), [`output: ${answer({ color: "blue" })}`]);
      for (
        const [args, wanted] of [[["1"], "usage: Rscript .*marked\\.R 'a' 'color'"], [
          ["x", "red"],
          "a must be",
        ]] as const
      ) {
        const { code, stderr } = await new Deno.Command("Rscript", { args: [path, ...args] }).output();
        assert.equal(code, 1);
        assert.match(new TextDecoder().decode(stderr), new RegExp(`^${wanted}`));
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: "R answers a table as its export says to read it: words that look like numbers or nothing stay words",
  ignore: requireOrSkip(await hasProgram("Rscript"), "Rscript", "Debian's r-base-core"),
  async fn() {
    const text = "code,sex,land,a,y\n01,F,NA,1,0\n1,T,Österreich,2,1\n1,F,NA,-3.5,1\n";
    const outcome = runExperiment(parseExperiment(
      `name: look_alikes
dataset:
  features:
    - { name: code, categories: all }
    - { name: sex, categories: all }
    - { name: land, categories: all, missing: mean }
    - { name: a }
  target: { name: y }
  file: rows.csv
training: { epochs: 1 }
`,
      { readDataFile: () => ({ text }) },
    ));
    const code = rCode(trainedModelOf(outcome)!);
    const reading = /^# (read\.csv\(.*\));$/m.exec(code)![1].replace("FILE", `text = ${rString(text)}`);
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/model.R`, code);
      const asking = `
source("${folder}/model.R")
cat(sprintf("%.17g\n", predict_rows(${reading}[COLUMNS])$output), sep = "")
`;
      const wanted = [["01", "F", "NA", 1], ["1", "T", "Österreich", 2], ["1", "F", "NA", -3.5]].map(
        ([code, sex, land, a]) => ask(outcome, { code, sex, land, a }).outputs![0],
      );
      assert.deepEqual((await printedByR(["-e", asking])).map(Number), wanted);
      const { stdout } = await new Deno.Command("Rscript", {
        args: [`${folder}/model.R`, "1", "T", "Österreich", "2"],
        env: { LC_ALL: "C" },
      }).output();
      assert.equal(Number(new TextDecoder().decode(stdout).replace("output: ", "")), wanted[1], "no locale");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name:
    "a number stands for the word that it is written as, in every language with numbers, as `ask` takes it",
  ignore: requireOrSkip(
    await hasProgram("python3") && await hasProgram("Rscript"),
    "Python 3 and Rscript",
    "Debian's python3 and r-base-core",
  ),
  async fn() {
    const outcome = runExperiment(parseExperiment(`name: coded
dataset:
  features: [{ name: code, categories: ["1", "2.5", "3"] }]
  target: { name: y }
  rows: [{ code: "1", y: 0 }, { code: "2.5", y: 1 }, { code: "3", y: 0 }]
training: { epochs: 1 }
`));
    const model = trainedModelOf(outcome)!;
    const codes = [1, 2.5, 3];
    const wanted = codes.map((code) => ask(outcome, { code }).outputs![0]);
    assert.equal(new Set(wanted).size, 3);
    const { predict } = await import(`data:text/javascript,${encodeURIComponent(javaScriptCode(model))}`);
    assert.deepEqual(codes.map((code) => predict({ code }).output), wanted);
    const python = pythonCode(model).replace(
      /\nif __name__ == [^]*$/,
      "\nfor code in [1, 1.0, 2.5, 3.0]: print(repr(predict({'code': code})['output']))\n",
    );
    assert.deepEqual((await printedBy(["python3", "-"], python)).map(Number), [wanted[0], ...wanted]);
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/coded.R`, rCode(model));
      const asking = `source("${folder}/coded.R")
cat(sprintf("%.17g", predict_rows(read.csv(text = "code\\n1\\n2.5\\n3"))$output), predict_row(list(code = 1L))$output == ${
        rNumber(wanted[0])
      }, sep = "\\n")
cat("\\n")`;
      const said = await printedByR(["-e", asking]);
      assert.deepEqual([said.slice(0, 3).map(Number), said[3]], [wanted, "TRUE"]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

const MISSPELT = ["weigth", "target", "constructor", "0"];

Deno.test({
  name: "a row with another column is refused in words, as `ask` refuses it, and a name is for people",
  ignore: requireOrSkip(await hasProgram("python3"), "Python 3", "Debian's python3"),
  async fn() {
    for (const columnCount of [2, 25]) {
      const { model, outcome } = modelOf([...Array(columnCount).keys()].map((index) => `c${index}`));
      const known = columnCount === 2 ? ": known here: c0, c1" : "";
      const { predict } = await import(`data:text/javascript,${encodeURIComponent(javaScriptCode(model))}`);
      const named = { name: "Emily", c0: 1 };
      assert.deepEqual(predict(named), predict({ c0: 1 }));
      const asking = `
import json
assert predict({"name": "Emily", "c0": 1}) == predict({"c0": 1})
for column in ${JSON.stringify(MISSPELT)}:
    try:
        print(predict({"c0": 1, column: 9, "other": 2}))
    except ValueError as error:
        print(error)
`;
      const program = pythonCode(model).replace(/\nif __name__ == [^]*$/, asking);
      const said = MISSPELT.map((column) => `there is no column ${column}${known}`);
      assert.deepEqual(await printedBy(["python3", "-"], program), said);
      for (const [index, column] of MISSPELT.entries()) {
        assert.throws(() => ask(outcome, { c0: 1, [column]: 9 }), RangeError);
        assert.throws(() => predict({ c0: 1, [column]: 9 }), new RangeError(said[index]));
      }
    }
  },
});

Deno.test("no text of a JavaScript module ends the script of a page, and each is what it was", async () => {
  const column = "</script><SCRIPT><!--<b";
  const text = javaScriptCode(modelOf([column]).model);
  assert.doesNotMatch(text.replace('<script type="module">', ""), /<[!/s]/i);
  const { predict } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  assert.equal(typeof predict({ [column]: 1 }).output, "number");
});

Deno.test("identifiers of C are valid, and no two are the same", () => {
  const names = ["int", "Int", "int_", "", "体重", "体", "9", "a b", "a_b", "main", "linux", "char16_t"];
  const identifiers = cIdentifiers(names);
  assert.deepEqual(identifiers, [
    "int_",
    "int__2",
    "int__3",
    "n",
    "n_2",
    "n_3",
    "n9",
    "a_b",
    "a_b_2",
    "main_",
    "linux_",
    "char16_t_",
  ]);
});

/** A network of columns that may be empty. */
function modelOf(columns: readonly string[]): { readonly model: TrainedModel; readonly outcome: Outcome } {
  const cells = Object.fromEntries(columns.map((name) => [name, 1]));
  const outcome = runExperiment(parseExperiment(JSON.stringify({
    name: "columns",
    dataset: {
      features: columns.map((name) => ({ name, missing: 2 })),
      target: { name: "target" },
      rows: [{ ...cells, target: 0 }, { ...cells, target: 1 }],
    },
    training: { epochs: 1 },
  })));
  return { model: trainedModelOf(outcome)!, outcome };
}

/** A number that reads back as the same double, -0 too. */
function literal(x: number): string {
  return Object.is(x, -0) ? "-0.0" : String(x);
}

/** Holds answers to all questions, bit by bit. */
function assertAnswers(answers: readonly Pick<Question, "outputs" | "label">[]): void {
  const questions = cases.flatMap(({ model, questions }) => questions.map((one) => ({ model, ...one })));
  assert.equal(answers.length, questions.length);
  questions.forEach(({ model, outputs, label }, index) => {
    assert.deepEqual(answers[index], { outputs, label }, model.name);
  });
}

/** What R prints in any locale: that of a container may have no letters but those of ASCII. */
function printedByR(args: readonly string[]): Promise<readonly string[]> {
  return printedBy(["env", "LC_ALL=C.UTF-8", "Rscript", ...args]);
}

/** C files after one another, so that one compilation takes all: what they have in common once, other names set apart. */
function together(all: readonly Case[]): string {
  const common = new Map<string, string>();
  return all.map(({ model }) => {
    const renamed = new Set<string>();
    const parts = cCode(model).split("\n\n").filter((part) => {
      const names = [...part.matchAll(/^static .*?\b(\w+)(?:\(|\[\] =)/gm)].map(([, name]) => name);
      if (names.length > 0 && common.get(names[0]) === part) return false;
      if (names.length === 1 && !common.has(names[0])) common.set(names[0], part);
      else names.forEach((name) => renamed.add(name));
      return true;
    });
    const defined = [...renamed].map((name) => `#define ${name} ${name}_of_${model.name}\n`);
    return [...defined, parts.join("\n\n"), ...[...renamed].map((name) => `\n#undef ${name}`), "\n"].join("");
  }).join("");
}

/** Asks every question. */
function mainOf(all: readonly Case[]): string {
  const bodies = all.map(({ model, questions }) => {
    const [prefix] = cIdentifiers([model.name]);
    const asked = questions.map(({ cells }) => {
      const written = cells.map((cell, index) =>
        cell === null
          ? model.columns[index].labels === null ? "NAN" : "NULL"
          : typeof cell === "number"
          ? literal(cell)
          : JSON.stringify(cell).replaceAll("?", "\\?")
      );
      return `{ ${prefix}_row row = { ${written.join(", ")} }; ${prefix}_answer a = ${prefix}_predict(row);
  printf("%s", a.label ? a.label : "(null)");
  for (int k = 0; k < ${model.outputNames.length}; k++) printf("\\t%.17g", a.outputs[k]);
  puts(""); }`;
    });
    return `static void ask_${prefix}(void) {\n${asked.join("\n")}\n}\n`;
  });
  const calls = all.map(({ model }) => `ask_${cIdentifiers([model.name])[0]}();`);
  return `#include <stdio.h>\n${bodies.join("")}int main(void) { ${calls.join(" ")} return 0; }\n`;
}
