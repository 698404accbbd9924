// Experiments whose networks have several outputs, or answer in raw units: for the tests of every folder.

/** Flowers of three classes, with an output each. */
export const FLOWERS = `
name: flowers
dataset:
  features:
    - { name: petal_length, unit: cm, shift: 4 }
    - { name: petal_width, unit: cm, shift: 1 }
  target: { name: species, classes: [setosa, versicolor, virginica] }
  rows:
    - { petal_length: 1.4, petal_width: 0.2, species: setosa }
    - { petal_length: 1.3, petal_width: 0.3, species: setosa }
    - { petal_length: 1.7, petal_width: 0.4, species: setosa }
    - { petal_length: 4.7, petal_width: 1.4, species: versicolor }
    - { petal_length: 4.0, petal_width: 1.3, species: versicolor }
    - { petal_length: 4.9, petal_width: 1.7, species: versicolor }
    - { petal_length: 6.0, petal_width: 2.5, species: virginica }
    - { petal_length: 5.1, petal_width: 1.9, species: virginica }
    - { petal_length: 5.6, petal_width: 1.8, species: virginica }
network: { hidden: [3], activation: tanh, output: sigmoid }
init: { seed: 1 }
training: { learning_rate: 0.3, epochs: 300 }
queries:
  - { name: small, petal_length: 1.5, petal_width: 0.2 }
  - { name: between, petal_length: 5.0, petal_width: 1.7 }
`;

/** The flowers, learned as most people learn classes today. */
export const SHUFFLED_FLOWERS: string = FLOWERS
  .replace("output: sigmoid", "output: softmax")
  .replace(
    /training:.*/,
    "training: { optimizer: adam, learning_rate: 0.05, batch_size: 4, shuffle: true, epochs: 300 }",
  );

/** Two numbers of different sizes, learned scaled and answered in raw units. */
export const BOXES = `
name: boxes
dataset:
  features: [{ name: edge, unit: cm, shift: mean, scale: std }]
  targets:
    - { name: area, unit: cm², shift: mean, scale: std }
    - { name: volume, unit: cm³, shift: mean, scale: std }
  rows:
    - { edge: 1, area: 6, volume: 1 }
    - { edge: 2, area: 24, volume: 8 }
    - { edge: 3, area: 54, volume: 27 }
    - { edge: 4, area: 96, volume: 64 }
network: { hidden: [4], activation: tanh, output: identity }
init: { seed: 3 }
training: { learning_rate: 0.05, epochs: 300 }
queries: [{ name: middle, edge: 2.5 }, { name: large, edge: 4 }]
`;

/** One number, learned scaled and answered in raw units. */
export const PRICES = `
name: prices
dataset:
  features: [{ name: rooms, shift: 3 }, { name: age, unit: years, shift: mean, scale: std }]
  target: { name: price, unit: kEUR, shift: 250, scale: 100 }
  rows:
    - { rooms: 2, age: 40, price: 150 }
    - { rooms: 3, age: 12, price: 270 }
    - { rooms: 5, age: 3, price: 480 }
    - { rooms: 4, age: 60, price: 260 }
network: { hidden: [2], activation: tanh, output: identity }
init: { seed: 5 }
training: { learning_rate: 0.05, epochs: 200 }
queries: [{ name: ours, rooms: 4, age: 20 }]
`;

/** Twelve flowers of two species, a quarter of them held out, learned with a bend that goes too far. */
export const HELD_OUT = `
name: held_out
dataset:
  features: [{ name: length, unit: cm, shift: mean, scale: std }, { name: width, shift: mean }]
  target: { name: species, classes: [setosa, virginica] }
  rows:
    - [name, length, width, species]
    - [f1, 1.4, 0.2, setosa]
    - [f2, 5.1, 2.4, virginica]
    - [f3, 1.3, 0.4, setosa]
    - [f4, 4.9, 1.8, virginica]
    - [f5, 1.7, 0.3, setosa]
    - [f6, 5.6, 2.2, virginica]
    - [f7, 4.7, 1.4, setosa]
    - [f8, 4.8, 1.5, virginica]
    - [f9, 1.5, 0.1, setosa]
    - [f10, 6.0, 2.5, virginica]
    - [f11, 4.5, 1.6, setosa]
    - [f12, 5.0, 1.7, virginica]
  validation: { folds: 4, fold: 1, seed: 2, stratify: true }
network: { hidden: [3], activation: tanh }
init: { seed: 3 }
training: { epochs: 60, learning_rate: 0.2 }
queries: [{ name: mine, length: 4, width: 1 }]
`;

/** Numbers, two of which are held out and written apart. */
export const HELD_OUT_NUMBERS = `
name: held_out_numbers
dataset:
  features: [{ name: hours, shift: mean, scale: std }]
  targets: [{ name: score, unit: points, shift: mean, scale: std }, { name: rest, scale: 10 }]
  rows:
    - { hours: 1, score: 12, rest: 1 }
    - { hours: 2, score: 19, rest: 3 }
    - { hours: 4, score: 43, rest: 2 }
  validation: { rows: [{ name: new, hours: 3, score: 30, rest: 2 }, { name: far, hours: 9, score: 60, rest: 4 }] }
training: { epochs: 40, learning_rate: 0.05 }
queries: [{ name: Fay, hours: 5 }]
`;

/** Words of which the first of three folds learns one less than the others, and each in an order of its own. */
export const HELD_OUT_WORDS = `
name: held_out_words
dataset:
  features:
    - { name: color, categories: all, missing: 0 }
    - { name: size, shift: mean, scale: std }
  target: { name: ripe, classes: all }
  rows:
    - [name, color, size, ripe]
    - [r1, green, 4, no]
    - [r2, red, 7, yes]
    - [r3, amber, 6, yes]
    - [r4, "", 5, no]
    - [r5, red, 8, yes]
    - [r6, green, 3, no]
    - [r7, red, 6, yes]
    - [r8, green, 5, no]
    - [r9, red, 5, no]
  validation: { folds: 3, fold: 0, seed: 1 }
network: { hidden: [2], activation: tanh }
init: { seed: 3 }
training: { epochs: 40, learning_rate: 0.2 }
queries: [{ name: mine, color: red, size: 5 }, { name: other, color: green, size: 6 }]
`;

/** The first word of a column stands in a held-out row alone, and so has no input. */
export const HELD_OUT_WORD = `
name: held_out_word
dataset:
  features: [{ name: home, categories: all }, { name: weight, shift: mean, scale: std }]
  target: { name: gender, classes: [M, F] }
  rows:
    - { name: Vito, home: Rome, weight: 150, gender: M }
    - { name: Anna, home: Oslo, weight: 133, gender: F }
    - { name: Ben, home: Bern, weight: 160, gender: M }
    - { name: Carl, home: Oslo, weight: 152, gender: M }
    - { name: Dora, home: Bern, weight: 120, gender: F }
  validation: { rows: [Vito] }
network: { hidden: [2] }
training: { epochs: 20 }
queries: [{ name: Eva, home: Bern, weight: 140 }]
`;
