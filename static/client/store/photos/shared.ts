/** Pictures shared into the app, from the moment its person opened it: theirs, like a draft, until taken or thrown away. */
import type { Connection } from '../database';
import { saying } from '../failure';
import { dropShared, sharedBefore, type SharedPicture } from './inbox';

/** The draft of one picture: recorded or dropped like any other. */
export const sharedDraft = (id: string): string => `shared/${id}`;

export const readShared = (connection: Connection) => saying(taken(connection));

async function taken(connection: Connection): Promise<SharedPicture[]> {
  const fresh = await sharedBefore();
  if (fresh.length > 0) {
    // Here first, and only then no longer there: whatever is killed between, the same key is written again.
    await connection.write(['drafts'], async (tx) => {
      for (const one of fresh) await tx.objectStore('drafts').put({ key: sharedDraft(one.id), value: one });
    });
    await dropShared(fresh.map(({ id }) => id));
  }
  const range = IDBKeyRange.bound(sharedDraft(''), sharedDraft('~'));
  const rows = await connection.read(['drafts'], (tx) => tx.objectStore('drafts').getAll(range));
  return rows.map(({ value }) => value as SharedPicture);
}
