/** So many kinds are offered before 「更多」. */
const SHOWN_AT_ONCE = 6;

/** The kinds of problem that are usual at a stage come first; the others follow in the catalogue's order. */
export function categoriesFor<T extends { category: string }>(usual: string[], all: T[]): T[] {
  const first = usual.flatMap((code) => all.filter((one) => one.category === code));
  return [...first, ...all.filter((one) => !usual.includes(one.category))];
}

/** What stands on the screen before 「更多」: the first ones, and the one that is chosen. */
export function offered<T extends { category: string }>(sorted: T[], chosen: string): T[] {
  return sorted.filter((one, place) => place < SHOWN_AT_ONCE || one.category === chosen);
}
