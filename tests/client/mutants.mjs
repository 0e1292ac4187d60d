// Bugs put into the phone's code on purpose: tests/client/sync/seeded.test.ts shows that the random stories of
// model.test.ts find each. `node tests/client/run.mjs --mutant NAME sync/model` runs them against one.
import { readFileSync } from 'node:fs';

export const MUTANTS = {
  // The queue is emptied when it is sent, not when the server has said that it arrived.
  'outbox cleared before the receipt': {
    file: 'static/client/store/queue.ts',
    changes: [
      ["return connection.read(['entries'], async (tx) => {\n    const batch", "return connection.write(['entries'], async (tx) => {\n    const batch"],
      ['batch.push(entry);', "batch.push(entry);\n      await tx.objectStore('entries').put({ ...row, state: 'received', commit: 0, epoch: 'sent' });"],
    ],
  },
  // A restored server is noticed, and gets nothing again.
  'no re-offer after a restore': {
    file: 'static/client/store/offer.ts',
    changes: [["  await queueAgain(connection, ['received', 'held'], (row) => all || row.epoch !== told.epoch);", '']],
  },
};

function changed(text, name, { file, changes }) {
  for (const [from, to] of changes) {
    const parts = text.split(from);
    if (parts.length !== 2) throw new Error(`${name}: ${file} has not once the text ${from}`);
    text = parts.join(to);
  }
  return text;
}

/** An esbuild plugin that changes one file. */
export function seeded(name) {
  const mutant = MUTANTS[name];
  if (!mutant) throw new Error(`no mutant is called ${name}`);
  const filter = new RegExp(`${mutant.file.replaceAll('/', '[\\\\/]').replaceAll('.', '\\.')}$`);
  const contents = (path) => changed(readFileSync(path, 'utf8'), name, mutant);
  return { name: 'seeded-bug', setup: (build) => build.onLoad({ filter }, ({ path }) => ({ contents: contents(path), loader: 'ts' })) };
}
