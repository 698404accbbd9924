// Tests src/play/link.ts: what is shared comes out as it went in, and no link that anyone makes up does harm.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import {
  leavesTables,
  linkFor,
  MOST_LINK_LENGTH,
  type PageTable,
  readLink,
  type Shared,
} from "../../src/play/link.ts";
import { LIMITS } from "../../src/experiment/limits.ts";
import { deflated } from "../../src/results/deflate.ts";
import { projectPath } from "../project_path.ts";

const GENDER = Deno.readTextFileSync(projectPath("experiments/gender.yaml"));
const PEOPLE = Deno.readTextFileSync(projectPath("experiments/people.csv"));
const DIGITS = Deno.readTextFileSync(projectPath("experiments/digits.csv"));
const DIGITS_YAML = Deno.readTextFileSync(projectPath("experiments/digits.yaml"));
const HASH = "0123456789abcdef".repeat(4);

const shared: Shared = { document: { name: "gender", text: GENDER, files: {} }, manifestHash: HASH };

async function problemOf(fragment: string): Promise<string> {
  const read = await readLink(fragment);
  return "problems" in read ? read.problems[0].message : "read";
}

/** A link around bytes of one's own. */
async function linkAround(bytes: Uint8Array, version = "1"): Promise<string> {
  const packed = await deflated(bytes);
  return `#${version}.${packed.toBase64({ alphabet: "base64url", omitPadding: true })}`;
}

Deno.test("an experiment comes out of its link as it went in, with its data files and its hash", async () => {
  const text = GENDER.replace(/ {2}rows:(\n {4}-.*)+/, "  file: people.csv");
  for (
    const sent of [
      shared,
      { ...shared, manifestHash: null },
      { ...shared, document: { name: "csv", text, files: { "people.csv": PEOPLE } } },
    ]
  ) {
    const link = await linkFor(sent);
    assert.match(link!, /^#1\.[\w-]+$/);
    assert.deepEqual(await readLink(link!), { ok: sent });
    assert.deepEqual(await readLink(link!.slice(1)), { ok: sent });
  }
});

Deno.test("the link of the classic experiment fits into a message", async () => {
  const { length } = (await linkFor(shared))!;
  assert.ok(length < 1100, `${length} characters`);
});

Deno.test("what does not fit into a link has none", async () => {
  let state = 1;
  const noise = Array.from({ length: 8000 }, () => (state = state * 48271 % 2147483647) % 1000).join(" ");
  assert.equal(await linkFor({ ...shared, document: { ...shared.document, text: noise } }), null);
  const even = "a: 1\n".repeat(100_000);
  const link = await linkFor({ ...shared, document: { ...shared.document, text: even } });
  assert.ok(link !== null && link.length < MOST_LINK_LENGTH);
  assert.equal(await linkFor({ ...shared, document: { ...shared.document, text: "a\0b" } }), null);
  assert.equal(await linkFor({ ...shared, document: { ...shared.document, text: "\ud800" } }), null);
});

/** A page on which the digits come along. */
const tableOf = (name: string) => name === "digits.csv" ? tableWith(DIGITS) : Promise.resolve(null);

async function tableWith(text: string): Promise<PageTable> {
  return {
    text,
    digest: new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
  };
}

Deno.test("a table that comes with the page stays behind where the link would be too long with it", async () => {
  const own = "a,b\n1,2\n";
  const sent: Shared = {
    document: { name: "digits", text: DIGITS_YAML, files: { "digits.csv": DIGITS, "own.csv": own } },
    manifestHash: HASH,
  };
  assert.equal(await linkFor(sent), null);
  const link = (await linkFor(sent, tableOf))!;
  assert.match(link, /^#2\.[\w-]+$/);
  assert.deepEqual([link, (await linkFor(shared))!].map(leavesTables), [true, false]);
  assert.ok(link.length < 2500, `${link.length} characters`);
  assert.deepEqual(await readLink(link, tableOf), { ok: sent });
  // Whatever fits travels whole, so that it can be opened anywhere.
  assert.match((await linkFor(shared, tableOf))!, /^#1\./);
  const changed = { ...sent.document, files: { "digits.csv": DIGITS.replace("0", "1") } };
  assert.equal(await linkFor({ ...sent, document: changed }, tableOf), null);
});

Deno.test("a link to a table that is not there, or is another one there, is refused", async () => {
  const document = { name: "digits", text: DIGITS_YAML, files: { "digits.csv": DIGITS } };
  const link = (await linkFor({ document, manifestHash: null }, tableOf))!;
  const there = async (table: string | null) => {
    const read = await readLink(link, () => table === null ? Promise.resolve(null) : tableWith(table));
    return "problems" in read ? read.problems[0].message : "read";
  };
  assert.equal(await there(DIGITS), "read");
  for (const table of [null, "", `${DIGITS}\n`]) {
    assert.match(await there(table), /this page has no such digits\.csv/);
  }
  const around = async (part: string) => {
    const bytes = new TextEncoder().encode(`${"\0".repeat(32)}a\0x: 1\0digits.csv\0${part}`);
    return await problemOf(await linkAround(bytes, "2"));
  };
  assert.equal(await around("tA text"), "read");
  for (const part of ["", "h", "x1", `h${HASH}`]) {
    assert.match(await around(part), /this page has no such digits\.csv/, part);
  }
});

Deno.test("a link that is cut, changed, of another version or another page is refused with the way out", async () => {
  const link = (await linkFor(shared))!;
  assert.match(await problemOf(link.slice(0, -20)), /cut or changed/);
  assert.match(await problemOf(`${link}AAAA`), /cut or changed/);
  assert.match(await problemOf(`#3${link.slice(2)}`), /version 3, and this page reads versions 1 and 2/);
  for (const other of ["", "#", "#editor", "#activation=tanh&noise=0", `${link}=`, `${link} `, "#1.ä"]) {
    assert.match(await problemOf(other), /not one of this page/, other);
  }
});

Deno.test("a link that unpacks to as much as an experiment can have is read, and one byte more is given up", async () => {
  const mostBytes = LIMITS.fileBytes + LIMITS.dataFileBytes;
  const bytes = new Uint8Array(32 + mostBytes).fill(0x20);
  bytes.set(new TextEncoder().encode("a\0"), 32);
  assert.equal(await problemOf(await linkAround(bytes)), "read");
  assert.match(await problemOf(await linkAround(new Uint8Array(bytes.length + 1))), /cut or changed/);
  const bomb = await linkAround(new Uint8Array(200_000_000));
  assert.ok(bomb.length < 400_000);
  assert.match(await problemOf(bomb), /cut or changed/);
});

Deno.test("a link that holds anything but an experiment is refused", async () => {
  const around = async (text: string) =>
    await problemOf(
      await linkAround(new Uint8Array([...new Uint8Array(32), ...new TextEncoder().encode(text)])),
    );
  assert.match(await around("no name and no text"), /no experiment/);
  assert.match(await around("../../etc\0x: 1"), /no experiment/);
  assert.match(await around("a\0x: 1\0people.csv"), /no experiment/);
  assert.match(await around("a\0x: 1\0__proto__\0x"), /no experiment/);
  assert.match(await problemOf(await linkAround(new Uint8Array(31))), /cut or changed/);
  assert.match(await problemOf(await linkAround(new Uint8Array(40).fill(255))), /no experiment/);
});

Deno.test("no letters make reading throw (property, seed 51)", async () => {
  const letters = fc.string({ unit: fc.constantFrom(..."ABCabc019-_"), maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(letters, async (text) => {
      assert.notEqual(await problemOf(`#1.${text}`), "read");
    }),
    { seed: 51, numRuns: 300 },
  );
});
