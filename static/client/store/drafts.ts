/** Autosave: what was typed and not yet recorded, and where the app was when the camera opened. */
import { unwaited, type Connection } from './database';
import { saying } from './failure';
import type { DraftRow } from './schema';
import type { Slot } from './kept';
import type { Store } from './store';

export const PENDING_SHOT = 'pending-shot';
/** Between a form's key and what sets apart the drafts that several tabs have of it. */
const APART = '~';

type DraftSide =
  Pick<Store, 'draft' | 'drafts' | 'slot' | 'putDraft' | 'dropDraft' | 'putPendingShot' | 'takePendingShot'>;

/** The form a draft belongs to, whichever tab wrote it. */
export const formOf = (key: string): string => key.split(APART)[0] ?? key;

const under = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}${APART}`);

export function draftSide(connection: Connection): DraftSide {
  const draft = async <T>(key: string): Promise<T | null> => {
    const row = await connection.read(['drafts'], (tx) => tx.objectStore('drafts').get(key));
    return (row?.value as T | undefined) ?? null;
  };
  const putDraft = (key: string, value: unknown) =>
    saying(connection.write(['drafts'], async (tx) => void (await tx.objectStore('drafts').put({ key, value }))));
  const dropDraft = (key: string) => saying(connection.write(['drafts'], (tx) => tx.objectStore('drafts').delete(key)));
  return {
    draft,
    drafts: (prefix) => connection.read(['drafts'], (tx) => tx.objectStore('drafts').getAll(under(prefix))),
    slot: (key) => slotOf(connection, key),
    putDraft,
    dropDraft,
    putPendingShot: (value) => putDraft(PENDING_SHOT, value),
    takePendingShot: async <T>() => {
      const value = await draft<T>(PENDING_SHOT);
      // Cleared at once: a crash while returning to it must not repeat for ever.
      if (value !== null) await dropDraft(PENDING_SHOT);
      return value;
    },
  };
}

function slotOf(connection: Connection, form: string): Slot {
  // `mark`: of the row as this tab last read or wrote it. A row with another one holds somebody else's words.
  const held: Slot['held'] = { draft: form, mark: undefined };
  const take = (row: DraftRow | undefined): unknown => {
    if (!row) return null;
    held.draft = row.key;
    held.mark = row.mark;
    return row.value;
  };
  return {
    held,
    read: async <T>() => {
      const rows = await connection.read(['drafts'], async (tx) => {
        const drafts = tx.objectStore('drafts');
        return [await drafts.get(form), ...(await drafts.getAll(under(form + APART)))];
      });
      return take(rows.find((row) => row !== undefined)) as T | null;
    },
    put: async (value) => {
      const next = Math.random();
      await saying(connection.write(['drafts'], async (tx) => {
        const drafts = tx.objectStore('drafts');
        const row = await drafts.get(held.draft);
        // Another tab has written here: both stay. Repeated after a lost connection, the row may be this one already.
        if (row && row.mark !== held.mark && row.mark !== next) held.draft = form + APART + next;
        unwaited(drafts.put({ key: held.draft, value, mark: next }));
      }));
      held.mark = next;
    },
    drop: () => saying(connection.write(['drafts'], async (tx) => {
      const row = await tx.objectStore('drafts').get(held.draft);
      if (row && row.mark === held.mark) unwaited(tx.objectStore('drafts').delete(row.key));
    })),
  };
}
