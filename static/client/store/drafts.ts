/** Autosave: what was typed and not yet recorded, and where the app was when the camera opened. */
import type { Connection } from './database';
import { saying } from './failure';
import type { Store } from './store';

const PENDING_SHOT = 'pending-shot';

type DraftSide = Pick<Store, 'draft' | 'putDraft' | 'dropDraft' | 'putPendingShot' | 'takePendingShot'>;

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
