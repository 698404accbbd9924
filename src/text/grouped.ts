// Commas between thousands, from five digits on: four digits read better without.
// Why a file of its own: the page groups its counts, and of how other numbers are written it needs nothing.

/** Digits with commas: `9999`, `10,000`, `12,345.678`. */
export function grouped(digits: string): string {
  const [whole, fraction] = digits.split(".");
  const parts = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? parts : `${parts}.${fraction}`;
}
