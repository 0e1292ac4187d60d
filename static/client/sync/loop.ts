/** When a round runs: at the right moments, one at a time, with patience. */
import type { Store } from '../store/store';
import type { BackOff } from './back_off';
import { makeEngine } from './engine';
import { underLock } from './lock';
import { Halt, UNREADABLE } from './halt';
import { round } from './round';
import type { Board } from './status';
import type { Reason, World } from './world';

/** Another tab holds the lock: look again soon. */
const BUSY_MS = 5_000;
/** An app left open still hears what others wrote. */
const QUIET_MS = 300_000;

export interface Loop {
  poke(reason: Reason): void;
  stop(): void;
}

export function makeLoop(store: Store, world: World, board: Board, patience: BackOff): Loop {
  let running = false;
  let stopped = false;
  let fresh = true;
  let asked = false;
  let timer: number | null = null;

  // Our server has answered: what stopped the last round is over.
  const engine = makeEngine(store, world, () => board.setHalt(null), () => asked || stopped);

  const sleep = (ms: number | null): void => {
    if (timer !== null) world.clearTimeout(timer);
    timer = ms === null || stopped ? null : world.setTimeout(start, ms);
  };

  function start(): void {
    if (!running && !stopped) void run();
  }

  async function run(): Promise<void> {
    running = true;
    sleep(null);
    let halt: Halt | null = null;
    let alone = true;
    try {
      asked = false;
      board.setBusy(true);
      alone = await underLock(engine, oneRound);
    } catch (error) {
      halt = error instanceof Halt ? error : new Halt('error', UNREADABLE);
    }
    await show(halt, alone);
    running = false;
    const wait = halt ? patience.next(halt.after) : alone ? QUIET_MS : BUSY_MS;
    if (asked && alone && !patience.mustWait()) start();
    else sleep(wait);
  }

  async function oneRound(): Promise<void> {
    const first = fresh;
    fresh = false;
    await round(engine, first);
    const counts = await store.counts();
    if (counts.entries + counts.photos === 0) await store.outbox.putAllReceivedAt(world.now());
  }

  async function show(halt: Halt | null, alone: boolean): Promise<void> {
    board.setBusy(!alone);
    if (!halt) patience.forget();
    else {
      engine.heardAt = -Infinity;
      board.setHalt(halt);
    }
    await board.refresh();
  }

  return {
    poke(reason) {
      if (reason !== 'saved') fresh = true;
      // Somebody is using the app, so a quick try is worth it; a wait the server asked for is kept.
      patience.forget();
      if (reason !== 'button' && patience.mustWait()) return void board.refresh();
      asked = true;
      const again = reason === 'button' || reason === 'start';
      if (again) void store.outbox.sendStuckAgain(reason === 'button').catch(() => undefined).then(start);
      else start();
    },
    stop() {
      stopped = true;
      sleep(null);
    },
  };
}
