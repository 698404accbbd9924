// Lessons of several steps: each is that of its step alone, and the network is trained once for all of them.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { htmlPage } from "../../src/document/html_page.ts";
import type { Page } from "../../src/document/page.ts";
import { explain, explainSteps } from "../../src/explain/explain.ts";
import { lessonOf } from "../../src/explain/lesson.ts";
import { lessonsTogether, type OneLesson } from "../../src/explain/lessons_together.ts";
import { gender, learners } from "./explanations.ts";

Deno.test("each of several steps is explained as it is alone, in any order", () => {
  fc.assert(
    fc.property(learners, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (experiment, picks) => {
      const { stepCount } = explain(experiment).state;
      const steps = picks.map((pick) => 1 + pick % stepCount);
      const alone = steps.map((step) => explain(experiment, { step }));
      assert.equal(
        JSON.stringify(explainSteps(experiment, steps)),
        JSON.stringify(alone),
      );
    }),
    { seed: 67, numRuns: 60 },
  );
});

/** The page of some steps of the classic training. */
function pageOf(steps: readonly number[]): Page {
  const lessons = explainSteps(gender(), steps).map((explanation): OneLesson => ({
    page: lessonOf(explanation, 4),
    stepsDone: explanation.state.stepsDone,
    settings: "",
  }));
  return lessonsTogether("gender", lessons);
}

Deno.test("a page of several steps has a section for each, on a sheet of its own, with ids of its own", () => {
  const page = pageOf([1, 2, 3]);
  assert.equal(page.title, "gender: steps 1 to 3");
  const html = htmlPage(page);
  const titles = [...html.matchAll(/<h2 id="([^"]*)">([^<]*)<\/h2>/g)].map(([, id, title]) => [id, title]);
  assert.deepEqual(titles, [
    ["sheet-1", "gender: row Alice, step 1"],
    ["sheet-2", "gender: row Bob, step 2"],
    ["sheet-3", "gender: row Charlie, step 3"],
  ]);
  assert.equal(html.match(/<section class="sheet"/g)?.length, 3);
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("steps that do not follow each other are named in the title", () => {
  assert.equal(pageOf([1, 500, 4000]).title, "gender: steps 1, 500 and 4000");
});
