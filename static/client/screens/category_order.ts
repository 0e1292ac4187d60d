/** Which kinds of problem are met at which stage; the others follow in the catalogue's order. */
const USUAL: Record<string, string[]> = {
  consult: ['guidance', 'one_notice', 'inconsistent', 'awareness', 'attitude'],
  form: ['form', 'materials', 'hidden_requirement', 'strange_proof', 'system'],
  queue: ['queue', 'resubmit_queue', 'facilities', 'guidance', 'system'],
  acceptance: ['one_notice', 'materials', 'hidden_requirement', 'skill', 'attitude'],
  result: ['unpredictable', 'buck_passing', 'fee', 'system', 'one_notice'],
};

export function categoriesFor<T extends { category: string }>(stage: string | null, all: T[]): T[] {
  const usual = USUAL[stage ?? ''] ?? [];
  const first = usual.flatMap((code) => all.filter((one) => one.category === code));
  return [...first, ...all.filter((one) => !usual.includes(one.category))];
}
