// The settings that a hint offers for an argument of the command line, as they would be typed.

/** All that a hint says to write; empty where it offers nothing. */
export function listHint(argument: string, hint: string): readonly string[] {
  const [key, value] = [argument.slice(0, argument.indexOf("=")), argument.slice(argument.indexOf("=") + 1)];
  const quoted = [...hint.matchAll(/'([^']+=[^']+)'/g)].map(([, setting]) => setting);
  if (quoted.length > 0) return quoted;
  const settings = [...hint.matchAll(/(?<![\w.])([\w.]+=[^\s]+?)(?=, for|$)/g)].map(([, setting]) => setting);
  if (settings.length > 0) return settings;
  const asked = /^did you mean (\S+)\?$/.exec(hint)?.[1];
  if (asked !== undefined) return [asked.includes(".") ? `${asked}=${value}` : `${key}=${asked}`];
  const named = /(?:by their names: |for example |name one of them: )(\S+?),?(?: |$)/.exec(hint)?.[1];
  if (named !== undefined) return [`${named}=${value}`];
  const list = /^write it as a list: (.+)$/.exec(hint)?.[1];
  if (list !== undefined) return [`${key}=${list}`];
  const written = /^write (?:it .*: )?(\S+?)(?:,? (?:if|or) .*)?$/.exec(hint)?.[1];
  return written === undefined ? [] : [`${key}=${written}`];
}
