/** Sends what the phone has and fetches what it lacks, quietly and for ever. The contract is docs/sync.md. */
import type { Store } from '../store/store';
import { backOff } from './back_off';
import { makeLoop } from './loop';
import { makeBoard } from './status';
import { listen } from './triggers';
import type { Sync, World } from './world';

const browser = (): World => ({
  fetch: (url, init) => window.fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  setTimeout: (act, ms) => window.setTimeout(act, ms),
  clearTimeout: (timer) => window.clearTimeout(timer),
  locks: navigator.locks ?? null,
});

/** Starts with nothing under way: the first round is `poke('start')`. */
export function createSync(store: Store, world: Partial<World> = {}): Sync {
  const whole: World = { ...browser(), ...world };
  const board = makeBoard(store);
  const loop = makeLoop(store, whole, board, backOff(whole));
  const away = listen(store, loop.poke, () => void board.refresh());
  void board.refresh();
  return {
    status: board.status,
    poke: loop.poke,
    stop: () => {
      away();
      loop.stop();
    },
  };
}
