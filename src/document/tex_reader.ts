// Reads the TeX of a formula into the pieces of which its MathML is put together.
// What must not change: only the TeX that this program writes is read; anything else is a mistake of the program and stops.

import { element, type Markup } from "../chart/svg.ts";
import { type Atom, COMMA, fence, mrow, MULTIPLICATION, plain, signAtom } from "./math_atom.ts";

/** What a command without operands stands for: a letter, a function's name or an operator. */
const LETTERS: Readonly<Record<string, string>> = {
  beta: "β",
  eta: "η",
  lambda: "λ",
  mu: "μ",
  pi: "π",
  rho: "ρ",
  varepsilon: "ε",
  partial: "∂",
  infty: "∞",
  dots: "…",
  cdots: "⋯",
};
const FUNCTIONS: readonly string[] = ["ln", "max", "min"];
const OPERATORS: Readonly<Record<string, string>> = { cdot: MULTIPLICATION, le: "≤" };
/** A line may end before these. */
const SIGNS: Readonly<Record<string, string>> = { "+": "+", "-": "−", "=": "=", "/": "/", ">": ">" };
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "|": "|", "\\lvert": "\\rvert" };

/** The tokens of TeX: a command, a number with its power of ten, and any other character but blanks. */
const TOKEN = /\\[a-zA-Z]+|\d[\d.]*(?: \\cdot 10\^\{-?\d+\})?|[^\s]/y;

/** Reads one formula from left to right. */
export class TexReader {
  #at = 0;

  constructor(readonly tex: string, readonly where: "by itself" | "in a line") {}

  whole(): readonly Atom[] {
    const atoms = this.#row(null);
    if (this.#at < this.tex.length) this.#stop("its end");
    return atoms;
  }

  /** Atoms up to a token, which is read as well; up to the end for null. */
  #row(end: string | null): readonly Atom[] {
    const atoms: Atom[] = [];
    while (true) {
      const token = this.#next();
      if (token === end) return atoms;
      if (token === null) return this.#stop(`${end}`);
      const isFirst = atoms.length === 0 || atoms[atoms.length - 1].infix !== undefined;
      atoms.push(this.#withScripts(this.#atom(token, isFirst)));
      if (this.#isCalled(token)) atoms.push({ markup: APPLICATION, lineEnd: "none" });
    }
  }

  #next(): string | null {
    while (/\s/.test(this.tex[this.#at] ?? "")) this.#at++;
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.tex)?.[0] ?? null;
    if (token !== null) this.#at = TOKEN.lastIndex;
    return token;
  }

  #peek(): string | null {
    const at = this.#at;
    const token = this.#next();
    this.#at = at;
    return token;
  }

  #stop(wanted: string): never {
    throw new Error(`assertion failed: ${wanted} wanted at ${this.#at} of the formula ${this.tex}`);
  }

  /** A function's name before parentheses: screen readers say "of". */
  #isCalled(token: string): boolean {
    return /^\\(mathrm|text|ln|max|min|mathcal)$/.test(token) &&
      /^(\(|\\left)$/.test(this.#peek() ?? "");
  }

  #atom(token: string, isFirst: boolean): Atom {
    if (/^\d/.test(token)) return numberAtom(token);
    if (/^[a-zA-Z]$/.test(token)) return plain("mi", token);
    if (token in SIGNS) return signAtom(SIGNS[token], isFirst);
    if (token in CLOSING) return this.#fenced(token, CLOSING[token]);
    if (token === "{") return { markup: mrow(this.#row("}")), lineEnd: "none" };
    if (token === ",") return COMMA;
    if (!token.startsWith("\\")) return this.#stop("a formula");
    return this.#command(token.slice(1), isFirst);
  }

  #command(name: string, isFirst: boolean): Atom {
    if (name in LETTERS) return plain("mi", LETTERS[name]);
    if (FUNCTIONS.includes(name)) return plain("mi", name);
    if (name in OPERATORS) return signAtom(OPERATORS[name], isFirst);
    switch (name) {
      case "frac":
      case "tfrac":
        return this.#fraction();
      case "sqrt":
        return { markup: element("msqrt", {}, this.#group()), lineEnd: "none" };
      case "text":
        return plain("mtext", this.#verbatim().replace(/^ | $/g, "\u00a0"));
      case "mathrm":
        return this.#upright();
      case "mathcal":
        return plain("mi", SCRIPT[this.#verbatim()] ?? this.#stop("a script letter"));
      case "quad":
        return { markup: element("mspace", { width: "1em" }), lineEnd: "after" };
      case "left":
        return this.#fenced(this.#next() ?? "", "\\right");
      default:
        return this.#stop("a known command");
    }
  }

  /** What stands between two fences, in a row of its own: a minus there is a sign. */
  #fenced(opening: string, closing: string): Atom {
    const row = this.#row(closing);
    const inner = mrow(row);
    const last = closing === "\\right" ? this.#next() ?? "" : closing;
    const stretchy = /<m(frac|sqrt)/.test(inner) ? "true" : "false";
    const [left, right] = [
      fence(opening, { form: "prefix", stretchy }),
      fence(last, { form: "postfix", stretchy }),
    ];
    const whole: Atom = { markup: element("mrow", {}, left, inner, right), lineEnd: "none" };
    if (stretchy === "true" || !row.includes(COMMA)) return whole;
    const members = row.map((atom): Atom => atom === COMMA ? { ...COMMA, lineEnd: "after" } : atom);
    return {
      ...whole,
      parts: [{ markup: left, lineEnd: "none" }, ...members, { markup: right, lineEnd: "none" }],
    };
  }

  #fraction(): Atom {
    const [over, under] = [this.#group(), this.#group()];
    const isDerivative = [over, under].every((part) => part.startsWith("<mrow><mi>∂"));
    const markup = isDerivative && this.where === "in a line"
      ? element("mrow", {}, over, SLASH, under)
      : element("mfrac", {}, over, under);
    return { markup, lineEnd: "none" };
  }

  #group(): Markup {
    if (this.#next() !== "{") this.#stop("a group");
    return mrow(this.#row("}"));
  }

  /** A group that is no formula. */
  #verbatim(): string {
    if (this.#next() !== "{") this.#stop("a group");
    const end = this.tex.indexOf("}", this.#at);
    if (end < 0) this.#stop("}");
    const content = this.tex.slice(this.#at, end);
    this.#at = end + 1;
    return content;
  }

  /** A word that is one name: `\mathrm{pred}`, and with its number `\mathrm{squares_2}`. */
  #upright(): Atom {
    if (this.#next() !== "{") this.#stop("a group");
    const word = /^[a-zA-Z]+/.exec(this.tex.slice(this.#at))?.[0] ?? this.#stop("a word");
    this.#at += word.length;
    const name = plain("mi", word, word.length === 1 ? { mathvariant: "normal" } : {});
    const scripted = this.#withScripts(name);
    if (this.#next() !== "}") this.#stop("}");
    return scripted;
  }

  /** An atom with the index, the power and the prime after it. */
  #withScripts(atom: Atom): Atom {
    if (this.#peek() === "'") {
      this.#next();
      return { markup: element("mrow", {}, atom.markup, PRIME), lineEnd: "none" };
    }
    let [below, above]: [Markup | null, Markup | null] = [null, null];
    while (/^[_^]$/.test(this.#peek() ?? "")) {
      const token = this.#next();
      const script = this.#peek() === "{" ? this.#group() : this.#atom(this.#next() ?? "", true).markup;
      if (token === "_") below = script;
      else above = script;
    }
    if (below === null && above === null) return atom;
    const name = below === null ? "msup" : above === null ? "msub" : "msubsup";
    const scripts = [below, above].filter((script) => script !== null);
    return { markup: element(name, {}, atom.markup, ...scripts), lineEnd: "none" };
  }
}

/** Stands between a function and what it is of; nobody sees it. */
const APPLICATION = "<mo>&#8289;</mo>" as Markup;

/** Close to what it belongs to; as a power it would be too small to see. */
const PRIME = '<mo lspace="0" rspace="0">′</mo>' as Markup;
const SLASH = '<mo lspace="0" rspace="0">/</mo>' as Markup;

const SCRIPT: Readonly<Record<string, string>> = { N: "𝒩", U: "𝒰" };

/** 5.31e−4 is one number, which no line end breaks. */
function numberAtom(token: string): Atom {
  const [digits, exponent] = token.split(" \\cdot 10^");
  if (exponent === undefined) return plain("mn", digits);
  const power = element(
    "msup",
    {},
    plain("mn", "10").markup,
    new TexReader(exponent, "by itself").whole()[0].markup,
  );
  return {
    markup: element("mrow", {}, plain("mn", digits).markup, plain("mo", MULTIPLICATION).markup, power),
    lineEnd: "none",
  };
}
