/** Reads one walk per line, {"walk", "entries"}, and writes what the phone says it has measured, by element, as one line. */

import { createInterface } from 'node:readline';
import { measured } from '../../static/client/facts/checklist';
import { fold, type Known, readBody } from '../../static/client/journal/index';

interface Line { walk: string | null; entries: Array<{ id: string; at_server: number | null; body: unknown }> }

for await (const text of createInterface({ input: process.stdin })) {
  const { walk, entries } = JSON.parse(text) as Line;
  const known: Known[] = entries.map((entry) => ({ ...entry, body: readBody(JSON.stringify(entry.body)) }));
  const state = fold(known, walk ?? undefined);
  process.stdout.write(`${JSON.stringify(['materials', 'limit', 'steps', 'trips', 'online'].map((item) => measured(state, item)))}\n`);
}
