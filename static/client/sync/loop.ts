/** When a round runs: at the right moments, one at a time, with patience. */
import type { Store } from '../store/store';
import { backOff, type BackOff } from './back_off';
import { makeEngine, type Engine } from './engine';
import { underLock } from './lock';
import { Pause, UNREADABLE } from './pause';
import { round } from './round';
import { makeBoard, type Board } from './status';
import type { Reason, Sync, World } from './sync';
import { listen } from './triggers';

/** Another tab holds the lock: look again soon. */
const BUSY_MS = 5_000;
/** An app left open still hears what others wrote. */
const QUIET_MS = 300_000;

const browser = (): World => ({
  fetch: (url, init) => window.fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  setTimeout: (act, ms) => window.setTimeout(act, ms),
  clearTimeout: (timer) => window.clearTimeout(timer),
  locks: navigator.locks ?? null,
});

class Loop {
  private running = false;
  private stopped = false;
  private fresh = true;
  private asked = false;
  private timer: number | null = null;
  private readonly engine: Engine;

  constructor(
    private readonly store: Store,
    private readonly world: World,
    private readonly board: Board,
    private readonly patience: BackOff,
  ) {
    this.engine = makeEngine(store, world, () => this.heard(), () => this.asked || this.stopped);
  }

  poke(reason: Reason): void {
    if (reason !== 'saved') this.fresh = true;
    // Somebody is using the app, so a quick try is worth it; a wait the server asked for is kept.
    this.patience.forget();
    if (reason !== 'button' && this.patience.mustWait()) return void this.board.refresh();
    this.asked = true;
    const again = reason === 'button' || reason === 'start';
    if (again) void this.store.outbox.sendStuckAgain().catch(() => undefined).then(() => this.start());
    else this.start();
  }

  stop(): void {
    this.stopped = true;
    this.sleep(null);
  }

  private start(): void {
    if (!this.running && !this.stopped) void this.run();
  }

  /** Our server has answered: what stopped the last round is over. */
  private heard(): void {
    this.board.setPause(null);
    void this.board.refresh();
  }

  private async run(): Promise<void> {
    this.running = true;
    this.sleep(null);
    let pause: Pause | null = null;
    let alone = true;
    try {
      this.asked = false;
      this.board.setBusy(true);
      await this.board.refresh();
      alone = await underLock(this.engine, () => this.oneRound());
    } catch (error) {
      pause = error instanceof Pause ? error : new Pause('error', UNREADABLE);
    }
    await this.show(pause, alone);
    this.running = false;
    const wait = pause ? this.patience.next(pause.after) : alone ? QUIET_MS : BUSY_MS;
    if (this.asked && alone && !this.patience.mustWait()) this.start();
    else this.sleep(wait);
  }

  private async oneRound(): Promise<void> {
    const fresh = this.fresh;
    this.fresh = false;
    await round(this.engine, fresh);
    const counts = await this.store.counts();
    if (counts.entries + counts.photos === 0) await this.store.outbox.putAllReceivedAt(this.world.now());
  }

  private async show(pause: Pause | null, alone: boolean): Promise<void> {
    this.board.setBusy(!alone);
    if (!pause) this.patience.forget();
    else {
      this.engine.heardAt = -Infinity;
      this.board.setPause(pause);
    }
    await this.board.refresh();
  }

  private sleep(ms: number | null): void {
    if (this.timer !== null) this.world.clearTimeout(this.timer);
    this.timer = ms === null || this.stopped ? null : this.world.setTimeout(() => this.start(), ms);
  }
}

/** Starts with nothing under way: the first round is `poke('start')`. */
export function createSync(store: Store, world: Partial<World> = {}): Sync {
  const whole: World = { ...browser(), ...world };
  const board = makeBoard(store);
  const loop = new Loop(store, whole, board, backOff(whole));
  const away = listen(store, (reason) => loop.poke(reason), () => void board.refresh());
  void board.refresh();
  return {
    status: board.status,
    poke: (reason) => loop.poke(reason),
    stop: () => {
      away();
      loop.stop();
    },
  };
}
