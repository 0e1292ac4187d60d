/** What the status line is told, from what waits, what is under way and what stopped it. */
import { signal, type ReadonlySignal } from '../signal/signal';
import type { DutyTold } from '../facts/duty';
import type { Counts } from '../store/kept';
import type { Store } from '../store/store';
import { UNREADABLE, type Halt } from './halt';
import type { SyncState, SyncStatus } from './world';

export interface Board {
  readonly status: ReadonlySignal<SyncStatus>;
  /** A round is under way, here or in another tab. Shown with what was last counted, like the next. */
  setBusy(busy: boolean): void;
  /** Why the last try ended early; null as soon as the server answers again. */
  setHalt(halt: Halt | null): void;
  /** Counts again and shows it. */
  refresh(): Promise<void>;
}

const STUCK = '有记录服务器收不下，都留在本机；请告诉管理员。';

function stateOf(counts: Counts, busy: boolean, halt: Halt | null): SyncState {
  const waiting = counts.entries + counts.photos;
  if (halt) return halt.state;
  if (waiting === 0) return 'all_received';
  if (waiting === counts.stuck) return 'stuck';
  return busy ? 'sending' : 'pending';
}

export function makeBoard(store: Store): Board {
  const status = signal<SyncStatus>({
    state: 'pending', entries: 0, photos: 0, unverified: 0, duty: null, lastAllReceivedAt: null, message: '',
  });
  let busy = false;
  let halt: Halt | null = null;
  let latest = 0;
  let counted: [Counts, number | null, number, DutyTold | null] | null = null;
  const read = () => Promise.all([
    store.counts(), store.outbox.allReceivedAt(), store.outbox.unverified(), store.outbox.duty(),
  ]);
  const show = () => {
    if (!counted) return;
    const [counts, lastAllReceivedAt, unverified, duty] = counted;
    const message = halt?.message ?? (counts.stuck > 0 ? counts.why || STUCK : '');
    const { entries, photos } = counts;
    status.value = { state: stateOf(counts, busy, halt), entries, photos, unverified, duty, lastAllReceivedAt, message };
  };
  const refresh = async () => {
    const turn = ++latest;
    const kept = await read().catch(() => null);
    // A slower count that began earlier must not overwrite a newer one.
    if (turn !== latest) return;
    if (!kept) return void (status.value = { ...status.value, state: 'error', message: UNREADABLE });
    counted = kept;
    show();
  };
  return {
    status,
    setBusy: (now) => { busy = now; show(); },
    setHalt: (why) => { halt = why; show(); },
    refresh,
  };
}
