// Folders whose reports another version of the program drew: the figures decide, and no claim of a manifest hides one.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { PROGRAM_VERSION } from "../../src/experiment/versions.ts";
import { REPORT_FILES } from "../../src/results/manifest.ts";
import type { Verification } from "../../src/verify/verification.ts";
import { verificationJson, verificationText } from "../../src/verify/verification_text.ts";
import { verify } from "../../src/verify/verify.ts";
import { caseCount } from "../requirement.ts";
import { filesBy010, STORED_BY_0_1_0 } from "../results/stored_by_0_1_0.ts";
import {
  changeText,
  drawOtherwise,
  nameDrawer,
  PEOPLE,
  putText,
  repairManifest,
  storedFiles,
  storedSweepFiles,
  textIn,
} from "../results/stored_examples.ts";

/** An earlier version, a later one, and none, as in the manifests of 0.1.0. */
const OTHER_VERSIONS = ["0.0.9", "99.1.0-rc.1", null];

const FOLDERS: Readonly<Record<string, () => Map<string, Uint8Array>>> = {
  run: () => storedFiles(PEOPLE),
  sweep: () => storedSweepFiles(PEOPLE, ["seed=1..20"]),
};

/** The files that are not the same, as `name verdict`. */
function others({ files }: Verification): readonly string[] {
  return files.filter(({ verdict }) => verdict !== "same").map(({ name, verdict }) => `${name} ${verdict}`);
}

const REDRAWN = REPORT_FILES.map((name) => `${name} other_version`);

for (const folder of STORED_BY_0_1_0) {
  Deno.test(`what version 0.1.0 stored comes out again, figure by figure: ${folder}`, () => {
    const verification = verify(filesBy010(folder));
    assert.ok(["same", "same_figures"].includes(verification.verdict));
    assert.ok(others(verification).every((text) => REDRAWN.includes(text)));
    assert.equal(verification.reportsDrawnBy, null);
  });
}

Deno.test("verify says that the rows of a CSV file that was not kept are in config.json", () => {
  const verification = verify(filesBy010(STORED_BY_0_1_0[0]));
  assert.deepEqual(verification.origin, { kind: "same", dataFile: "rows.csv" });
  assert.match(
    textOf(verification),
    /experiment\.yaml .* config\.json has the same settings and holds the rows of rows\.csv/,
  );
});

for (const [kind, make] of Object.entries(FOLDERS)) {
  for (const drawnBy of OTHER_VERSIONS) {
    Deno.test(`reports of another version leave the figures the same: ${kind}, ${drawnBy}`, () => {
      const files = make();
      drawOtherwise(files, drawnBy);
      const verification = verify(files);
      assert.equal(verification.verdict, "same_figures");
      assert.equal(verification.reportsDrawnBy, drawnBy);
      assert.deepEqual(others(verification), REDRAWN);
    });

    Deno.test(`a claim of another version hides no figure: ${kind}, ${drawnBy}`, () => {
      const names = [...make().keys()].filter((name) =>
        ![...REPORT_FILES, "manifest.json", "experiment.yaml"].includes(name)
      );
      for (const name of names) {
        const files = make();
        drawOtherwise(files, drawnBy);
        changeText(files, name, /\d(?=\D*$)/, "1$&");
        repairManifest(files);
        const verification = verify(files);
        assert.equal(verification.verdict, "different", name);
        // A config that the manifest vouches for is run, and what it does not give is wrong.
        const blamed = name === "config.json" ? "manifest.json different" : `${name} different`;
        assert.ok(others(verification).includes(blamed), name);
      }
    });

    Deno.test(`a report without its hash is damaged, whoever drew it: ${kind}, ${drawnBy}`, () => {
      for (const name of REPORT_FILES) {
        const files = make();
        drawOtherwise(files, drawnBy);
        changeText(files, name, "0.", "1.");
        const verification = verify(files);
        assert.equal(verification.verdict, "different");
        const [kept] = REDRAWN.filter((text) => !text.startsWith(name));
        assert.deepEqual(others(verification).toSorted(), [`${name} different`, kept].toSorted());
        const check = verification.files.find((file) => file.name === name);
        assert.deepEqual(check?.notes, ["its hash is not the one in manifest.json"]);
      }
    });
  }
}

Deno.test("a report that differs although this version drew it is a difference, whether or not its hash is right", () => {
  for (const repair of [repairManifest, () => {}]) {
    const files = storedFiles(PEOPLE);
    changeText(files, "report.html", "<body>", "<body>0");
    repair(files);
    const verification = verify(files);
    assert.equal(verification.verdict, "different");
    assert.ok(others(verification).includes("report.html different"));
  }
});

Deno.test("a manifest of another version must list its reports correctly, and they must be there", () => {
  const cases: readonly (readonly [(files: Map<string, Uint8Array>) => void, readonly string[]])[] = [
    [(files) => files.delete("report.md"), ["report.md missing", "report.html other_version"]],
    [
      (files) => changeText(files, "manifest.json", /.*"report\.md".*\n/, ""),
      ["report.md different", "report.html other_version", "manifest.json different"],
    ],
    [
      (files) => putText(files, "report.md", textIn(storedFiles(PEOPLE), "report.md")),
      ["report.html other_version", "manifest.json different"],
    ],
    [
      (files) => changeText(files, "manifest.json", /("loss\.csv": .*"sha256": ")./, "$1x"),
      [...REDRAWN, "manifest.json different"],
    ],
  ];
  for (const [change, wanted] of cases) {
    const files = storedFiles(PEOPLE);
    drawOtherwise(files, "0.0.9");
    change(files);
    const verification = verify(files);
    assert.equal(verification.verdict, "different");
    assert.deepEqual(others(verification), wanted);
  }
});

Deno.test("bytes changed at random beside reports of another version are always found, seed 6", () => {
  const whole = storedFiles(PEOPLE, ["epochs=20"]);
  drawOtherwise(whole, "0.0.9");
  const change = fc.record({
    name: fc.constantFrom(...whole.keys()),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    byte: fc.nat(255),
  });
  fc.assert(
    fc.property(change, ({ name, at, byte }) => {
      const bytes = whole.get(name)!;
      const offset = Math.floor(at * bytes.length);
      const verification = verify(new Map([...whole, [name, bytes.with(offset, byte)]]));
      assert.equal(verification.verdict, bytes[offset] === byte ? "same_figures" : "different");
    }),
    { seed: 6, numRuns: caseCount(100, 1000) },
  );
});

Deno.test("a manifest that names another version for the very reports of this one is right, with a note", () => {
  const files = storedFiles(PEOPLE);
  nameDrawer(files, "0.0.9");
  const verification = verify(files);
  assert.equal(verification.verdict, "same");
  assert.deepEqual(verification.files.at(-1)?.notes, ["the reports were drawn by version 0.0.9"]);
});

Deno.test("text that is not a version is no excuse: the manifest is damaged", () => {
  for (const claim of ["", "1", "0.0.9 ", "\\u001b[31m0.0.9", `0.0.9-${"x".repeat(40)}`, '0.0.9", "a": "']) {
    const files = storedFiles(PEOPLE);
    drawOtherwise(files, claim);
    const verification = verify(files);
    assert.equal(verification.verdict, "different", claim);
    assert.ok(others(verification).includes("manifest.json different"), claim);
  }
});

Deno.test("the verdict line names the version, and JSON has a status of its own", () => {
  const files = storedFiles(PEOPLE);
  drawOtherwise(files, "0.0.9");
  const verification = verify(files);
  const [verdict, note] = textOf(verification).split("\n");
  assert.equal(verdict, "same figures, reports by version 0.0.9  people");
  assert.equal(
    note,
    `  this is version ${PROGRAM_VERSION}, which draws the reports differently: only their hashes were checked`,
  );
  const json = verificationJson("people", verification);
  assert.deepEqual([json.verdict, json.reports_drawn_by], ["same_figures", "0.0.9"]);
});

function textOf(verification: Verification): string {
  const emphasize = (_style: string, text: string): string => text;
  return verificationText("people", verification, { columns: 120, emphasize });
}
