// Small experiments of every kind that a network may be asked about, each with queries: for the tests of answers to rows.

/** An experiment of one kind. */
export interface AskedExperiment {
  readonly title: string;
  readonly text: string;
}

const POINTS = Array.from({ length: 16 }, (_, index) => `p${index}`);
const imageOf = (shade: (index: number) => number): readonly number[] =>
  POINTS.map((_, index) => shade(index));

export const FRUIT: AskedExperiment = {
  title: "classes by numbers and categories, with empty cells and rows held out",
  text: JSON.stringify({
    name: "fruit",
    dataset: {
      features: [
        { name: "length", shift: "mean", scale: "std", missing: "median" },
        { name: "color", categories: "all", missing: "mean" },
        { name: "box", categories: ["1", "2"] },
      ],
      target: { name: "fruit", classes: ["cherry", "apple", "banana"] },
      rows: [
        { name: "a", length: 2, color: "red", box: 1, fruit: "cherry" },
        { name: "b", length: 8, color: "green", box: 2, fruit: "apple" },
        { name: "c", length: 18.5, color: "yellow", box: 1, fruit: "banana" },
        { name: "d", length: 7, color: "blue", box: 2, fruit: "apple" },
      ],
      validation: { rows: ["b"] },
    },
    network: { hidden: [4, 3], activation: "tanh" },
    training: { epochs: 20, optimizer: "adam" },
    queries: [
      { name: "mine", length: 17, color: "yellow", box: 1 },
      { color: "red", box: "2" },
      { name: "=low", length: -0.1, box: 2 },
    ],
  }),
};

export const PRICE: AskedExperiment = {
  title: "two numbers, which are shifted and scaled",
  text: JSON.stringify({
    name: "price",
    dataset: {
      features: [{ name: "size", shift: "min", scale: "range" }],
      targets: [{ name: "price", unit: "EUR", shift: "mean", scale: "std" }, { name: "age", scale: 10 }],
      rows: [
        { size: 30, price: 410, age: 5 },
        { size: 70, price: 890, age: 30 },
        { size: 55, price: 700, age: 1 },
      ],
      validation: {
        rows: [{ name: "new", size: 60, price: 720, age: 2 }, { name: "old", size: 10, price: 90, age: 60 }],
      },
    },
    network: { hidden: [3], activation: "tanh", output: "identity" },
    training: { epochs: 20 },
    queries: [{ size: 42 }, { size: 1e-9 }, { name: "none", size: -3 }],
  }),
};

export const GENDER: AskedExperiment = {
  title: "classes on one scale",
  text: JSON.stringify({
    name: "people",
    dataset: {
      features: [{ name: "weight", shift: 135 }, { name: "height", shift: 66 }],
      target: { name: "gender", classes: { M: 0, F: 1 } },
      rows: [
        { name: "Alice", weight: 133, height: 65, gender: "F" },
        { name: "Bob", weight: 160, height: 72, gender: "M" },
      ],
    },
    training: { epochs: 60 },
    queries: [{ name: "Emily", weight: 128, height: 63 }],
  }),
};

export const SENTENCES: AskedExperiment = {
  title: "sentences",
  text: JSON.stringify({
    name: "guests",
    dataset: {
      features: [{ name: "text", tokens: "words" }],
      target: { name: "guest", classes: ["bad", "good"] },
      rows: [
        { text: "so good", guest: "good" },
        { text: "so bad", guest: "bad" },
        { text: "not bad at all", guest: "good" },
      ],
    },
    network: { layers: [{ rnn: { size: 3 } }, { dense: {} }] },
    training: { epochs: 20 },
    queries: [{ text: "not so good" }, { text: "" }, { text: "so so so so so so not bad" }],
  }),
};

export const IMAGE: AskedExperiment = {
  title: "an image",
  text: JSON.stringify({
    name: "ways",
    dataset: {
      features: [{ name: "pixels", columns: "p*", shape: [4, 4], scale: 16 }],
      target: { name: "way", classes: ["across", "down"] },
      rows: [
        [...POINTS, "way"],
        [...imageOf((index) => index < 4 ? 16 : 0), "across"],
        [...imageOf((index) => index % 4 === 1 ? 16 : 0), "down"],
      ],
    },
    network: { layers: [{ conv: { filters: 2, size: 2 } }, { maxpool: { size: 2 } }, { dense: {} }] },
    training: { epochs: 20 },
    queries: [
      Object.fromEntries(POINTS.map((name, index) => [name, index % 4 === 2 ? 11 : 1])),
      Object.fromEntries(POINTS.map((name, index) => [name, index])),
    ],
  }),
};

/** One of each kind. */
export const ASKED: readonly AskedExperiment[] = [FRUIT, PRICE, GENDER, SENTENCES, IMAGE];
