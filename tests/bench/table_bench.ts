// How long does a large table take to be read, checked and turned into inputs, and how much memory? Each in a process of its own.
//   deno run -A tests/bench/table_bench.ts [REPEATS]
// The figures are those of the process that reads, without the start of Deno; memory is the most that it held.

const program = new URL("./table_bench_read.ts", import.meta.url);
const repeats = Number(Deno.args[0] ?? 5);
const folder = await Deno.makeTempDir();

/** One table. */
interface Work {
  readonly title: string;
  readonly goal: string;
  readonly text: () => string;
}

/** Numbers from 0 to below 1 that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function tableOf(rowCount: number, columnCount: number, cell: (next: () => number) => string): string {
  const next = random(1);
  const header = [...Array.from({ length: columnCount - 1 }, (_, index) => `x${index}`), "y"].join(",");
  const lines = Array.from({ length: rowCount }, () => {
    const cells = Array.from({ length: columnCount - 1 }, () => cell(next));
    return [...cells, "abc"[Math.floor(next() * 3)]].join(",");
  });
  return `${header}\n${lines.join("\n")}\n`;
}

const works: readonly Work[] = [
  {
    title: "100,000 rows of 10 columns, six decimals",
    goal: "1 s, 400 MB",
    text: () => tableOf(100_000, 10, (next) => (next() * 4 - 2).toFixed(6)),
  },
  {
    title: "16 MiB of digits: 100,000 rows of 80 columns",
    goal: "1 s, 400 MB",
    text: () => tableOf(100_000, 80, (next) => String(Math.floor(next() * 10))),
  },
];

const experiment = `name: large
dataset:
  file: large.csv
  features: [{ columns: "*", shift: mean, scale: std }]
  target: { name: y, classes: all }
training: { epochs: 1 }
`;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

console.log(`medians of ${repeats} turns\n`);
console.log("| table | MB | seconds | MB of memory | goal |");
console.log("| --- | --: | --: | --: | --- |");
await Deno.writeTextFile(`${folder}/large.yaml`, experiment);
for (const { title, goal, text } of works) {
  await Deno.writeTextFile(`${folder}/large.csv`, text());
  const { size } = await Deno.stat(`${folder}/large.csv`);
  const turns: { seconds: number; memoryBytes: number }[] = [];
  for (let turn = 0; turn < repeats; turn++) {
    const { stdout, success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", program.pathname, `${folder}/large.yaml`],
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    turns.push(JSON.parse(new TextDecoder().decode(stdout)));
  }
  const cells = [
    title,
    (size / 1e6).toFixed(1),
    median(turns.map(({ seconds }) => seconds)).toFixed(2),
    (median(turns.map(({ memoryBytes }) => memoryBytes)) / 1e6).toFixed(0),
    goal,
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
await Deno.remove(folder, { recursive: true });
