/** 「我的整改」 as the screens show it, kept in step with the store. */
import { signal } from '../signal/signal';
import { viewsOf, type MineView } from '../facts/mine';
import type { Store } from '../store/store';
import { tell } from './saving';

/** null until read for the first time. */
export const mine = signal<MineView[] | null>(null);
let current: Store | null = null;

/** Reads it from this store and follows it, until the next one is given; null when the app locks. */
export function followMine(store: Store | null): void {
  current = store;
  mine.value = null;
  if (!store) return;
  store.subscribe(({ what }) => {
    // Whatever is recorded, sent or refused is counted; nobody who owns nothing reads for that.
    if (what === 'mine' || (what === 'counts' && mine.peek()?.length)) void read(store);
  });
  void read(store);
}

async function read(store: Store): Promise<void> {
  try {
    const lines = await store.mine();
    const kept = lines.length ? await store.entriesOf(lines.map(({ id }) => id)) : [];
    if (store === current) mine.value = viewsOf(lines, kept.map(({ entries }) => entries));
  } catch (error) {
    if (store === current) tell(error);
  }
}
