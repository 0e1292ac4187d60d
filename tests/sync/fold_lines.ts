/** Reads one walk per line, {"walk", "entries"}, and writes its state as one line: the phone's fold for Python to compare. */

import { createInterface } from 'node:readline';
import { fold, type Known, readBody } from '../../static/client/journal/index';

interface Line { walk: string; entries: Array<{ id: string; at_server: number | null; body: unknown }> }

for await (const text of createInterface({ input: process.stdin })) {
  const { walk, entries } = JSON.parse(text) as Line;
  const known: Known[] = entries.map((entry) => ({ ...entry, body: readBody(JSON.stringify(entry.body)) }));
  process.stdout.write(`${JSON.stringify(fold(known, walk))}\n`);
}
