// How long something takes, as people say it: in its two largest units.
// Why never rounded down: who waits is told too much rather than too little.

/** A duration for people: `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms)) return "…";
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
