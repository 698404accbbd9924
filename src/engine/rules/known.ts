// Finds a rule by the name that a program gives it.
// Why not by the key alone: a name that no rule has would go on as a rule without anything, and end in a message about that.

/**
 * The rule of a name.
 *
 * @param what it is a rule of: "loss".
 * @throws RangeError where there is none.
 */
export function ruleNamed<Rule>(
  what: string,
  name: string,
  rules: Readonly<Record<string, Rule>>,
): Rule {
  if (Object.hasOwn(rules, name)) return rules[name];
  throw new RangeError(`${what} must be one of ${Object.keys(rules).join(", ")}: found ${name}`);
}
