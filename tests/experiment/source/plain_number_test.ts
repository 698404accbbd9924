// Numbers as text: which are numbers, which a double would change, and what to write instead.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import {
  isRoundedInteger,
  numberHint,
  numberHintIn,
  numberIn,
  numberOf,
} from "../../../src/experiment/source/plain_number.ts";

Deno.test("only decimal digits are a number", () => {
  for (const text of ["0", "-1", "+1", "1.", ".5", "1e3", "1E-3", "007", "1.5e+10"]) {
    assert.equal(numberOf(text), Number(text), text);
  }
  for (const text of ["", " ", ..."0x10 0b1 0o7 1_000 1,5 . e5 Infinity NaN .inf 1e999".split(" ")]) {
    assert.equal(numberOf(text), undefined, text);
  }
});

Deno.test("the shortest text of a double is never refused, seed 3", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      for (const text of [String(number), number.toFixed(0)]) {
        assert.equal(isRoundedInteger(String(number)), false, text);
      }
      assert.equal(numberOf(String(number)), number + 0);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

Deno.test("a whole number is refused where another one would be read", () => {
  for (
    const text of ["9007199254740993", "-9007199254740993", "123456789012345678901", "18446744073709551617"]
  ) {
    assert.ok(isRoundedInteger(text), text);
  }
  for (
    const text of ["9007199254740992", "18446744073709551616", "100000000000000000000", "1.5", "1e30", "x"]
  ) {
    assert.ok(!isRoundedInteger(text), text);
  }
});

Deno.test("a million digits are refused at once", () => {
  const before = performance.now();
  assert.equal(numberOf("9".repeat(1_000_000)), undefined);
  assert.equal(isRoundedInteger("9".repeat(1_000_000)), false);
  assert.equal(isRoundedInteger("0".repeat(1_000_000) + "1"), false);
  numberHint("9".repeat(1_000_000));
  numberHint(`${"1".repeat(1_000_000)}!`);
  numberHint("1,".repeat(500_000));
  assert.ok(performance.now() - before < 1000);
});

for (
  const [text, hint] of [
    ["0,5", "write it with a point: 0.5"],
    ["0,951", "write it with a point: 0.951"],
    ["-0,951", "write it with a point: -0.951"],
    ["1,951", "write 1951, or 1.951 if the comma is a decimal point"],
    ["„1.5“", "write it without these quotes: 1.5"],
    ["1,7e9", "write it with a point: 1.7e9"],
    ["1,234,567", "write it without marks between the digits: 1234567"],
    ["1 000", "write it without marks between the digits: 1000"],
    ["0x1F", "write it in decimal digits"],
    ["-.inf", "only finite numbers can be computed with"],
    ["1e309", "the largest number is about 1.8e308"],
    ["133 lb", "write the number alone: 133"],
    ["452,600", "write 452600, or 452.600 if the comma is a decimal point"],
    ["1,000", "write 1000, or 1.000 if the comma is a decimal point"],
    ["1.234.567", "write it without marks between the digits: 1234567"],
    ["1.234,5", "write it without marks between the digits: 1234.5"],
    ["1\u202f000", "write it without marks between the digits: 1000"],
    ["5%", "write 0.05"],
    ["12.5 %", "write 0.125"],
    ["100%", "write 1"],
    ["0%", "write 0"],
    ["1e-400", "the smallest number above 0 is about 4.9e-324: write 0"],
    ["\u22125", "write it with a hyphen: -5"],
    ["1.5k", "write 1500 if k stands for a thousand"],
    ["0.25M", "write 250000 if M stands for a million"],
    ["$5", "write the number alone: 5"],
    ["-$1,234.50", "write the number alone: -1234.50"],
    ["1,234.50 kg", "write the number alone: 1234.50"],
    ["(12.50)", "write -12.50 if the brackets stand for a minus"],
    ["2024-01-31", "a date is no number: write how many days it is after another one, or its year and month"],
    ["\uff10\uff0e\uff15", "write it in usual digits: 0.5"],
    ["\u0661\u0662\u066b\u0665", "write it in usual digits: 12.5"],
    ["\uff11\uff0c\uff15", "write it with a point: 1.5"],
    ["\uff18\uff12kg", "write the number alone: 82"],
    ["12.50 z\u0142", "write the number alone: 12.50"],
    ["1,80 m", "write the number alone, with a point: 1.80"],
    ["1,800 m", "write the number alone: 1800"],
    ["12:30", "a time is no number: write it in its smallest unit: 750"],
    ["1:02:03", "a time is no number: write it in its smallest unit: 3723"],
    ["tall", undefined],
    ["1.2.3", undefined],
    ["12:3", undefined],
  ] as const
) {
  Deno.test(`the hint for ${text} is: ${hint ?? "none"}`, () => {
    assert.equal(numberHint(text), hint);
  });
}

for (
  const [text, hint] of [
    ["1.5", "write it with a comma: 1,5"],
    ["1.234", "write 1234, or 1,234 if the point is a decimal comma"],
    ["1.234,50", "write it without marks between the digits: 1234,50"],
    ["1 234,50", "write it without marks between the digits: 1234,50"],
    ["5%", "write 0,05"],
    ["1.234,50 \u20ac", "write the number alone: 1234,50"],
    ["\uff11\uff0e\uff15", "write it in usual digits: 1,5"],
    ["12,50 z\u0142", "write the number alone: 12,50"],
    ["-7,5 \u00b0C", "write the number alone: -7,5"],
    ["5,0 \u00b5g", "write the number alone: 5,0"],
    ["1.80 m", "write the number alone, with a comma: 1,80"],
    ["31.01.2024", "a date is no number: write how many days it is after another one, or its year and month"],
    ["tall", undefined],
  ] as const
) {
  Deno.test(`in a table with decimal commas the hint for ${text} is: ${hint ?? "none"}`, () => {
    assert.equal(numberHintIn(text, ","), hint);
    // What is offered is a number there.
    const offered = /(?:write |: )(-?[\d,]*\d)(?:$|, or| if)/.exec(hint ?? "")?.[1];
    if (offered !== undefined) assert.notEqual(numberIn(offered, ","), undefined);
  });
}
