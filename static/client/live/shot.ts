/** The camera may kill the page. Where we were is on the disk before it opens, and is found again at the next start. */
import { signal } from '../signal/signal';
import type { Store } from '../store/store';
import { go } from './route';
import { session } from './session';

/** `opened`: the camera was really asked for, not only its sheet shown. */
interface Pending { hash: string; opened: boolean }

/** True when a photo was taken and did not come back. */
export const lostShot = signal(false);

export async function expectShot(opened: boolean): Promise<void> {
  const here = session.peek();
  if (here.kind === 'open') await here.store.putPendingShot({ hash: location.hash, opened } satisfies Pending);
}

export async function shotDone(): Promise<void> {
  const here = session.peek();
  if (here.kind === 'open') await here.store.takePendingShot();
}

/** At the start of the app: back to the screen that had opened the camera. */
export async function restoreShot(store: Store): Promise<void> {
  const pending = await store.takePendingShot<Pending>();
  if (!pending?.opened) return;
  lostShot.value = true;
  go(pending.hash);
}
