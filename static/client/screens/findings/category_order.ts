/** So many kinds are offered before 「更多」. */
export const SHOWN_AT_ONCE = 6;

/** The kinds of problem that are usual at a stage come first; the others follow in the catalogue's order. */
export function categoriesFor<T extends { category: string }>(usual: string[], all: T[]): T[] {
  const first = usual.flatMap((code) => all.filter((one) => one.category === code));
  return [...first, ...all.filter((one) => !usual.includes(one.category))];
}
