/**
 * The camera may kill the page, and a picture that is being covered is in memory only. Where we were is on the disk
 * before either begins, and is found again at the next start.
 */
import { signal } from '../signal/signal';
import { PENDING_SHOT } from '../store/drafts';
import type { Store } from '../store/store';
import { leftChosen } from './chosen';
import { go } from './route';
import { session } from './session';

/** `opened`: the camera was really asked for, not only its sheet shown. `unkept`: how many pictures were on the screen to be covered. */
interface Pending { hash: string; opened: boolean; unkept?: number }

/** What to say of a photo that did not come back; '' when none is missing. */
export const lostShot = signal('');

/** Forgotten in the same write that keeps the picture: a page closed right after it has lost nothing. */
export const pendingShot = { held: () => ({ draft: PENDING_SHOT, mark: undefined }) };

const lostWords = ({ unkept }: Pending): string => (unkept
  ? `刚才有 ${unkept} 张照片还没有存下，页面就关了，没有留下。请重新拍，或从相册再选一次。`
  : '刚才的照片没有取回，请从相册选择。');

export async function expectShot(opened: boolean, unkept = 0): Promise<void> {
  const here = session.peek();
  if (here.kind !== 'open') return;
  // A full phone has no room for this, and the picture in hand is worth more.
  await here.store.putPendingShot({ hash: location.hash, opened, unkept } satisfies Pending).catch(() => undefined);
}

export async function shotDone(): Promise<void> {
  const here = session.peek();
  if (here.kind === 'open') await here.store.takePendingShot();
}

/** At the start of the app: back to the screen that had opened the camera, or that had not yet kept what was chosen. */
export async function restoreShot(store: Store): Promise<void> {
  const pending = await store.takePendingShot<Pending>();
  const [chosen] = await leftChosen(store);
  if (chosen) return go(chosen.hash);
  if (!pending?.opened) return;
  lostShot.value = lostWords(pending);
  go(pending.hash);
}
