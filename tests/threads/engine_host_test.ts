// Tests src/threads/engine_host.ts with real workers: seeds are those of a sweep, and nothing waits for them.

import assert from "node:assert/strict";
import { outputNamesOf } from "../../src/dataset/dataset.ts";
import { exportedFile, exportForms } from "../../src/export/forms.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { readingOf } from "../../src/play/document_reading.ts";
import type { EngineRequest, FromEngine, ToEngine } from "../../src/play/engine_protocol.ts";
import type { HistogramPlaces } from "../../src/play/hit.ts";
import { startView } from "../../src/play/view.ts";
import { answerShapeOf, outputFigure } from "../../src/sweep/figures.ts";
import { columnOf, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { EngineHost } from "../../src/threads/engine_host.ts";
import { percentage } from "../../src/text/number_words.ts";
import { FLOWERS } from "../many_outputs.ts";
import { projectPath } from "../project_path.ts";
import { DIVERGING } from "../results/stored_examples.ts";
import { within } from "../waiting.ts";

const TEXT = Deno.readTextFileSync(projectPath("experiments/gender.yaml"));
const GENDER = { name: "gender", text: TEXT, files: {} };
const HISTOGRAM = { chart: "histogram", id: "luck", width: 420 } as const;
const SEEDS = {
  kind: "luck",
  luck: { from: 1, to: 2000, query: 0, output: 0 },
  charts: [HISTOGRAM],
} as const;

const makeWorker = (): Worker =>
  new Worker(new URL("../../src/threads/part_worker.ts", import.meta.url), { type: "module" });

/** A host whose answers can be waited for. */
class Page {
  readonly answers: FromEngine[] = [];
  readonly host: EngineHost;
  workerCount = 0;
  #request = 0;
  #hear: () => void = () => {};

  constructor(make: () => Worker = makeWorker) {
    this.host = new EngineHost({
      post: (message) => {
        this.answers.push(message);
        this.#hear();
      },
      makeWorker: () => {
        this.workerCount++;
        return make();
      },
      threadCount: 2,
    });
  }

  ask(message: EngineRequest): number {
    this.host.hear({ ...message, request: ++this.#request } as ToEngine);
    return this.#request;
  }

  async answer(isMeant: (answer: FromEngine) => boolean): Promise<FromEngine> {
    for (;;) {
      const found = this.answers.find(isMeant);
      if (found !== undefined) return found;
      const next = new Promise<void>((resolve) => this.#hear = resolve);
      await within(`${isMeant}, after ${this.answers.map(({ kind }) => kind).join() || "nothing"}`, next);
    }
  }

  async load(text = TEXT): Promise<void> {
    const request = this.ask({ kind: "load", document: { ...GENDER, text }, isTrained: true });
    await this.answer((answer) => answer.request === request && answer.kind === "hashed");
  }
}

async function withPage(test: (page: Page) => Promise<void>, make?: () => Worker): Promise<void> {
  const page = new Page(make);
  try {
    await test(page);
  } finally {
    page.host.terminate();
  }
}

Deno.test("the seeds' answers are those of a sweep, and the bars know a seed that answers so", async () => {
  await withPage(async (page) => {
    await page.load();
    const request = page.ask(SEEDS);
    const last = await page.answer((answer) => answer.kind === "luck" && answer.isWhole);
    assert.ok(last.kind === "luck" && last.request === request);
    assert.equal(page.workerCount, 2);

    const experiment = parseExperiment(TEXT, { overrides: ["seed=1..2000"] });
    const column = columnOf(sweepExperiment(experiment), outputFigure(answerShapeOf(experiment), 0));
    const own = runExperiment(parseExperiment(TEXT)).predictions[0].outputs![0];
    const { luck } = last;
    assert.deepEqual([luck.done, luck.total, luck.divergedCount], [2000, 2000, 0]);
    assert.equal(luck.percentile, column.filter((value) => value <= own).length / 2000);
    assert.equal(
      luck.labels.find(({ label }) => label === "F")?.count,
      column.filter((value) => value >= 0.5).length,
    );
    const { bars } = luck.charts[0].places as HistogramPlaces;
    for (const { low, high, count, seed } of bars) {
      const within = [...column.keys()].filter((trial) =>
        column[trial] >= low && (column[trial] < high || high === 1)
      );
      assert.equal(count, within.length);
      assert.equal(seed, within.length === 0 ? null : within[0] + 1);
    }
    assert.match(luck.charts[0].svg, />yours 0.949</);
    assert.match(
      luck.sentence,
      /^Of 2000 seeds, 100% answer F; nine seeds in ten answer between .*% are above yours\.$/,
    );
  });
});

Deno.test("another seed stands elsewhere among the seeds that were tried, and another experiment among none", async () => {
  await withPage(async (page) => {
    const answerTo = async (request: number): Promise<FromEngine> =>
      await page.answer((answer) => answer.request === request && (answer.kind !== "luck" || answer.isWhole));
    await page.load();
    const tried = await answerTo(page.ask(SEEDS));
    await page.load(TEXT.replace("seed: 42", "seed: 7"));
    const again = await answerTo(page.ask({ ...SEEDS, isOfLast: true }));
    assert.ok(tried.kind === "luck" && again.kind === "luck");
    assert.deepEqual(again.luck.labels, tried.luck.labels);
    const own = runExperiment(parseExperiment(TEXT, { overrides: ["seed=7"] })).predictions[0].outputs![0];
    const column = columnOf(
      sweepExperiment(parseExperiment(TEXT, { overrides: ["seed=1..2000"] })),
      outputFigure(answerShapeOf(parseExperiment(TEXT)), 0),
    );
    assert.equal(again.luck.percentile, column.filter((value) => value <= own).length / 2000);
    assert.notEqual(again.luck.percentile, tried.luck.percentile);
    const other = await answerTo(page.ask({ ...SEEDS, luck: { ...SEEDS.luck, query: 1 }, isOfLast: true }));
    assert.ok(
      other.kind === "luck" && other.luck.charts[0].caption === "The output for Frank from 2000 seeds.",
    );
    await page.load(TEXT.replace("learning_rate: 0.1", "learning_rate: 0.2"));
    assert.equal((await answerTo(page.ask({ ...SEEDS, isOfLast: true }))).kind, "refused");
  });
});

Deno.test("what comes read is shown first, and then completed to the same hashes", async () => {
  const read = readingOf(GENDER);
  assert.ok("ok" in read);
  const kinds: Record<string, readonly string[]> = {};
  const hashes: string[] = [];
  for (const [name, reading] of Object.entries({ read: read.ok, unread: null })) {
    await withPage(async (page) => {
      page.ask({ kind: "load", document: GENDER, reading, isTrained: true });
      page.ask({ kind: "show", view: startView, charts: [] });
      const last = await page.answer(({ kind }) => kind === "hashed");
      kinds[name] = page.answers.map(({ kind }) => kind);
      if (last.kind === "hashed") hashes.push(last.manifestHash);
    });
  }
  assert.deepEqual(kinds.read, ["loaded", "trained", "frame", "hashed"]);
  assert.deepEqual(kinds.unread, kinds.read);
  assert.equal(hashes[0], hashes[1]);
});

Deno.test("while seeds are tried, other questions are answered, and progress is told", async () => {
  await withPage(async (page) => {
    await page.load();
    // So many that they are still tried when it is looked, however slow this thread is.
    page.ask({ ...SEEDS, luck: { ...SEEDS.luck, to: 1_000_000 } });
    const [word] = [await page.answer((answer) => answer.kind === "luck")];
    assert.ok(word.kind === "luck" && !word.isWhole && word.luck.done > 0);
    const shown = page.ask({ kind: "show", view: startView, charts: [] });
    await page.answer((answer) => answer.request === shown);
    assert.ok(!page.answers.some((answer) => answer.kind === "luck" && answer.isWhole));
    page.ask({ kind: "stop" });
  });
});

Deno.test("another question that is asked while seeds are tried is answered by those that have come", async () => {
  await withPage(async (page) => {
    await page.load();
    const luck = { ...SEEDS.luck, to: 1_000_000 };
    const first = page.ask({ ...SEEDS, luck });
    const word = await page.answer(({ request }) => request === first);
    assert.ok(word.kind === "luck" && word.luck.done > 0);
    const second = page.ask({ ...SEEDS, luck: { ...luck, query: 1 } });
    const further = await page.answer(({ request }) => request === second);
    assert.ok(further.kind === "luck" && further.luck.done > word.luck.done);
    assert.match(further.luck.charts[0].caption, /^The output for Frank /);
    page.ask({ kind: "stop" });
  });
});

Deno.test("of classes that each have an output the answered one is counted, and how many seeds answer each is said", async () => {
  await withPage(async (page) => {
    await page.load(FLOWERS);
    const request = page.ask({ ...SEEDS, luck: { from: 1, to: 40, query: 1 } });
    const last = await page.answer((answer) => answer.request === request && answer.kind === "luck");
    const experiment = parseExperiment(FLOWERS, { overrides: ["seed=1..40"] });
    const { label } = runExperiment(parseExperiment(FLOWERS)).predictions[1];
    const sweep = sweepExperiment(experiment);
    const names = outputNamesOf(experiment.dataset.target);
    const columns = names.map((_, output) =>
      columnOf(sweep, outputFigure(answerShapeOf(experiment), 1, output))
    );
    const count = columns[0].filter((_, trial) =>
      columns.every((column) =>
        column[trial] <= columns[names.indexOf(label!)][trial]
      )
    ).length;
    assert.ok(last.kind === "luck" && 0 < count && label !== names[0]);
    assert.equal(last.luck.labels.find((one) => one.label === label)?.count, count);
    assert.ok(last.luck.sentence.includes(`${percentage(count / 40)} answer ${label}`), last.luck.sentence);
    assert.match(last.luck.sentence, /; nine seeds in ten answer between [\d.]+ and [\d.]+; /);
  });
});

Deno.test("later seeds take the place of earlier ones, and a new experiment ends them", async () => {
  await withPage(async (page) => {
    await page.load();
    const first = page.ask({ ...SEEDS, luck: { ...SEEDS.luck, to: 200_000 } });
    const second = page.ask(SEEDS);
    const whole = await page.answer((answer) => answer.kind === "luck" && answer.isWhole);
    assert.equal(whole.request, second);
    assert.ok(!page.answers.some((answer) => answer.request === first));
    page.ask({ ...SEEDS, luck: { ...SEEDS.luck, to: 200_000 } });
    await page.load(TEXT.replace("epochs: 1000", "epochs: 10"));
    const count = page.answers.length;
    const third = page.ask(SEEDS);
    const after = await page.answer((answer) =>
      answer.kind === "luck" && answer.isWhole && answer.request === third
    );
    assert.ok(after.kind === "luck" && after.luck.total === 2000);
    assert.ok(page.answers.slice(count).every(({ request }) => request === third));
    assert.equal(page.workerCount, 2);
  });
});

Deno.test("seeds that cannot be tried are refused with a way out", async () => {
  await withPage(async (page) => {
    const early = page.ask(SEEDS);
    const refused = await page.answer(({ request }) => request === early);
    assert.ok(refused.kind === "refused" && refused.message === "there is no experiment yet");
    await page.load(TEXT.replace("init: { seed: 42 }", "init: { weights: 1, biases: 0 }"));
    const given = page.ask(SEEDS);
    const why = await page.answer(({ request }) => request === given);
    assert.ok(why.kind === "refused" && /are given/.test(why.message));
    await page.load();
    for (const luck of [{ from: 5, to: 4 }, { from: -1, to: 4 }, { from: 0, to: 2_000_000 }, { query: 9 }]) {
      const request = page.ask({ ...SEEDS, luck: { ...SEEDS.luck, ...luck } });
      assert.equal((await page.answer((answer) => answer.request === request)).kind, "refused");
    }
  });
});

Deno.test("every form of export is offered, and has the bytes of the result's export", async () => {
  await withPage(async (page) => {
    await page.load();
    const outcome = runExperiment(parseExperiment(TEXT, { fileName: "gender.yaml" }));
    const credit = { author: "Ada", license: "https://spdx.org/licenses/MIT", date: "2026-11-27" };
    const listed = page.ask({ kind: "forms" });
    const answer = await page.answer(({ request }) => request === listed);
    assert.ok(answer.kind === "forms");
    assert.deepEqual(answer.forms.map(({ name }) => name), exportForms.map(({ name }) => name));
    for (const { name, files, asksForCredit } of answer.forms) {
      for (const file of files) {
        const settings = asksForCredit ? { ...file.settings, credit } : file.settings;
        const request = page.ask({ kind: "export", form: name, settings });
        const exported = await page.answer((one) => one.request === request);
        const wanted = exportedFile(outcome, exportForms.find((form) => form.name === name)!, settings);
        assert.ok("ok" in wanted && exported.kind === "exported" && exported.name === file.name);
        assert.deepEqual(exported.bytes, wanted.ok.bytes, file.name);
      }
    }
    assert.deepEqual(answer.forms.flatMap(({ files }) => files).filter(({ settings }) => settings.float32), [
      { name: "gender_float32.onnx", settings: { float32: true } },
    ]);
  });
});

Deno.test("exports that cannot be had are left out or refused with a way out", async () => {
  await withPage(async (page) => {
    const refusalOf = async (asked: EngineRequest): Promise<string> => {
      const request = page.ask(asked);
      const answer = await page.answer((one) => one.request === request);
      assert.ok(answer.kind === "refused" && answer.hint !== "", JSON.stringify(answer));
      return answer.message;
    };
    assert.equal(await refusalOf({ kind: "forms" }), "there is no experiment yet");
    await page.load();
    assert.match(
      await refusalOf({ kind: "export", form: "ro-crate", settings: {} }),
      /needs an author, a license and a date/,
    );
    const credit = { author: "Ada", license: "MIT", date: "2026-11-27" };
    assert.match(
      await refusalOf({ kind: "export", form: "ro-crate", settings: { credit } }),
      /license must be the address of a licence.*: found MIT/,
    );
    await page.load("name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\n");
    const listed = page.ask({ kind: "forms" });
    const asking = await page.answer(({ request }) => request === listed);
    assert.ok(asking.kind === "forms");
    assert.deepEqual(
      exportForms.filter(({ name }) => !asking.forms.some((form) => form.name === name)).map(({ name }) =>
        name
      ),
      ["pytorch"],
    );
    await page.load(DIVERGING);
    assert.equal(await refusalOf({ kind: "forms" }), "the run diverged: it has no network to take away");
    const text = `${TEXT}\nsweep: { init.seed: 1..3 }\n`;
    const request = page.ask({ kind: "load", document: { ...GENDER, text }, isTrained: true });
    await page.answer((answer) => answer.request === request && answer.kind === "trained");
    assert.equal(await refusalOf({ kind: "forms" }), "a sweep has a network for each trial");
  });
});

Deno.test("a mistake of ours is reported where the page hears of it", async () => {
  const reported = new Promise<ErrorEvent>((resolve) =>
    addEventListener("error", (event) => {
      event.preventDefault();
      resolve(event);
    }, { once: true })
  );
  const host = new EngineHost({
    post: () => {
      throw new Error("a bug");
    },
    makeWorker,
    threadCount: 2,
  });
  host.hear({ kind: "load", document: GENDER, isTrained: true, request: 1 });
  assert.equal((await within("a report of the mistake", reported)).error.message, "a bug");
  host.terminate();
});

Deno.test("what is not trained yet has nothing to export", async () => {
  await withPage(async (page) => {
    const request = page.ask({ kind: "load", document: GENDER, isTrained: false });
    await page.answer((answer) => answer.request === request);
    const listed = page.ask({ kind: "forms" });
    const refused = await page.answer((answer) => answer.request === listed);
    assert.ok(refused.kind === "refused" && refused.message === "it is not trained to its end");
  });
});

Deno.test("where no thread can be started, the page is told, and can go on", async () => {
  await withPage(async (page) => {
    await page.load();
    const request = page.ask(SEEDS);
    const answer = await page.answer((one) => one.request === request);
    assert.ok(answer.kind === "refused" && /no thread could try the seeds: not here/.test(answer.message));
    const shown = page.ask({ kind: "show", view: startView, charts: [] });
    assert.equal((await page.answer((one) => one.request === shown)).kind, "frame");
  }, () => {
    throw new Error("not here");
  });
});
