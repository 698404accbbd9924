// Writes the text of one function for a GPU, in PTX, the assembly language of NVIDIA's cards.
// What must not change: only operations that are rounded once, to the nearest double (`.rn`), reach a number; nothing is left
// to the compiler's choice, which may not make one operation of two.

/** A virtual register by its name, or a number that stands in the instruction itself. */
export type Operand = string;

/** A number as it stands in PTX: its 64 bits. */
export function exactly(value: number): Operand {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0];
  return `0d${bits.toString(16).padStart(16, "0").toUpperCase()}`;
}

/** The kinds of registers, by the letter that their names begin with. */
const REGISTER_TYPES = { d: "f64", b: "b64", w: "b32", p: "pred" } as const;

/** The letter of a kind of registers: numbers, integers and bits of 64 and of 32 places, and what branches ask. */
export type RegisterKind = keyof typeof REGISTER_TYPES;

/** A parameter of a function: an address or a count, 64 bits wide. */
export type Parameter = string;

/** The body of one function. */
export class PtxCode {
  readonly #lines: string[] = [];
  readonly #counts: Record<RegisterKind, number> = { d: 0, b: 0, w: 0, p: 0 };
  #labelCount = 0;

  /** @param parameters what the function is called with, in this order. */
  constructor(readonly name: string, readonly parameters: readonly Parameter[]) {}

  /** A register that nothing else uses. */
  register(kind: RegisterKind): Operand {
    return `%${kind}${this.#counts[kind]++}`;
  }

  /** An instruction. */
  write(instruction: string): void {
    this.#lines.push(`\t${instruction};`);
  }

  /** An operation whose result goes into a new register. */
  operate(kind: RegisterKind, operation: string, ...operands: readonly Operand[]): Operand {
    const result = this.register(kind);
    this.write(`${operation} ${[result, ...operands].join(", ")}`);
    return result;
  }

  /** What the function was called with. */
  parameter(name: Parameter): Operand {
    return this.operate("b", "ld.param.b64", `[${name}]`);
  }

  /** A place to jump to, which is written by {@linkcode mark}. */
  label(): string {
    return `$${this.name}_${this.#labelCount++}`;
  }

  /** Here is the place of a label. */
  mark(label: string): void {
    this.#lines.push(`${label}:`);
  }

  /** Jumps where a predicate says so. */
  jumpIf(predicate: Operand, label: string): void {
    this.write(`@${predicate} bra ${label}`);
  }

  /** Jumps where two integers compare so; they count as unsigned. */
  jumpWhere(comparison: "eq" | "ne" | "lt", a: Operand, b: Operand, label: string): void {
    this.jumpIf(this.operate("p", `setp.${comparison}.u64`, a, b), label);
  }

  /** Writes `body` so many times: none where `count` is a register that holds 0. */
  repeat(count: Operand | number, body: () => void): void {
    if (count === 0) return;
    if (count === 1) return body();
    const left = this.operate("b", "mov.b64", String(count));
    const [again, done] = [this.label(), this.label()];
    if (typeof count === "string") this.jumpWhere("eq", left, "0", done);
    this.mark(again);
    body();
    this.write(`sub.u64 ${left}, ${left}, 1`);
    this.jumpWhere("ne", left, "0", again);
    this.mark(done);
  }

  /** The text of the function. */
  text(): string {
    const parameters = this.parameters.map((name) => `\t.param .b64 ${name}`).join(",\n");
    const registers = (Object.keys(REGISTER_TYPES) as RegisterKind[])
      .filter((kind) => this.#counts[kind] > 0)
      .map((kind) => `\t.reg .${REGISTER_TYPES[kind]} %${kind}<${this.#counts[kind]}>;\n`);
    const body = this.#lines.map((line) => `${line}\n`).join("");
    return `.visible .entry ${this.name}(\n${parameters}\n)\n{\n${registers.join("")}${body}\tret;\n}\n`;
  }
}

/** The text of a module with these functions, for cards from 2017 on. */
export function moduleText(functions: readonly PtxCode[]): string {
  const head = ".version 7.0\n.target sm_70\n.address_size 64\n";
  return [head, ...functions.map((code) => code.text())].join("\n");
}
