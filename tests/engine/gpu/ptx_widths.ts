// Holds each register of an instruction to the kind and width that the instruction is declared for.
// Why: JavaScript would add a word to an address, or shift by a double's bits, where a card's assembler refuses the whole text.

/** The letter that registers of a type begin with. */
function letterOf(type: string): string {
  if (type === "f64") return "d";
  if (/^[bus]64$/.test(type)) return "b";
  if (/^[bus]32$/.test(type)) return "w";
  throw new SyntaxError(`a type that is not known: ${type}`);
}

/** The letters that the operands of an instruction may begin with, one string an operand. */
function lettersOf(operation: string, operandCount: number): readonly string[] {
  const [name, ...types] = operation.split(".");
  const own = letterOf(types[types.length - 1]);
  switch (name) {
    case "ld":
      return [own, "b"];
    case "st":
      return ["b", own];
    case "setp":
      return ["p", own, own];
    case "selp":
      return [own, own, own, "p"];
    case "cvt":
      return [letterOf(types[types.length - 2]), own];
    // Its bits are copied, whatever they mean.
    case "mov":
      return types[0] === "b64" ? ["bd", "bd"] : [own, own];
    // How far to shift is 32 bits wide, whatever is shifted.
    case "shl":
    case "shr":
      return [own, own, "w"];
    case "mul":
    case "mad":
      if (types[0] === "wide") return ["b", own, own, "b"];
  }
  return new Array(operandCount).fill(own);
}

/** @throws SyntaxError where a register is of another kind or width than the instruction. */
export function requireWidths(operation: string, operands: readonly string[]): void {
  const letters = lettersOf(operation, operands.length);
  operands.forEach((operand, at) => {
    const [, letter] = /^\[?%([dbwp])\d/.exec(operand) ?? [];
    if (letter !== undefined && !letters[at]?.includes(letter)) {
      throw new SyntaxError(`${operation} cannot have ${operand}: found in ${operands.join(", ")}`);
    }
  });
}
