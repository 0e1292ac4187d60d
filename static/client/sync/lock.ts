/** One tab at a time, when the browser can say so. Two at once cost requests, never data. */
import type { Engine } from './engine';

const NAME = 'zlc-sync';
/** Safari keeps the lock of a frozen page (WebKit#47797): without a sign of life it counts for nothing. */
const SILENT_MS = 60_000;

/** Runs `work` and answers true; false when another tab is at it. */
export async function underLock(engine: Engine, work: () => Promise<void>): Promise<boolean> {
  const { locks, now } = engine.world;
  if (!locks) return work().then(() => true);
  let begun = false;
  const withLock = async (lock: Lock | null) => {
    begun = true;
    if (!lock && Math.abs(now() - (await engine.store.outbox.lastBeat())) < SILENT_MS) return false;
    await work();
    return true;
  };
  try {
    return await locks.request(NAME, { ifAvailable: true }, withLock);
  } catch (error) {
    // Some in-app browsers have the method and refuse it.
    if (begun) throw error;
    return withLock({ name: NAME, mode: 'exclusive' });
  }
}
