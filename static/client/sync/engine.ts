/** What every step of a round shares: the store, the world, and the one way to ask the server. */
import type { Limits } from '../store/meta';
import type { Store } from '../store/store';
import { call, type Payload, type ServerAnswer } from './call';
import { OTHER_SERVER, Halt, haltFor } from './halt';
import type { World } from './world';

export interface Engine {
  store: Store;
  world: World;
  /** How many entries a push may carry just now, and how it has been going. */
  pace: Pace;
  /** Device ms of the last answer from our server; -Infinity when it has to be greeted again. */
  heardAt: number;
  /** Device ms before which no photo is sent: the day's share is used up, and entries do not wait for it. */
  photosFrom: number;
  /** The server's clock at its last answer, ms. */
  serverTime: number;
  /** Any answer of our own server, with whatever status. Throws `Halt` for no answer or another server's. */
  ask(method: string, path: string, sent?: Payload): Promise<ServerAnswer>;
  /** True when something new waits: photos let it pass first. */
  hurried(): boolean;
}

export interface Pace {
  most: number;
  /** 500s in a row, and whether they have made us look for the one entry that causes them. */
  failures: number;
  searching: boolean;
}

export const freshPace = (): Pace => ({ most: Infinity, failures: 0, searching: false });

export const DEFAULT_LIMITS: Limits = { entries: 200, bytes: 262_144, entry_bytes: 65_536, photo_bytes: 8_388_608 };

/** How often a tab shows that it is alive while it holds the lock, ms. */
const BEAT = 10_000;

/** `onAnswer` is called for each answer that is ours. */
export function makeEngine(store: Store, world: World, onAnswer: () => void, hurried: () => boolean): Engine {
  let beat = 0;
  const engine: Engine = { store, world, pace: freshPace(), heardAt: -Infinity, photosFrom: 0, serverTime: 0, ask, hurried };

  async function ask(method: string, path: string, sent?: Payload): Promise<ServerAnswer> {
    const now = world.now();
    if (Math.abs(now - beat) > BEAT) {
      beat = now;
      await store.outbox.beat(now);
    }
    const reply = await call(world.fetch, method, `/api/v1${path}`, sent);
    if (reply.kind === 'nothing') throw haltFor(reply);
    if (reply.server !== store.server) throw new Halt('other_server', OTHER_SERVER);
    engine.serverTime = reply.time;
    await store.outbox.measure(reply.time, reply.rtt);
    engine.heardAt = now;
    // A refusal is an answer too, but what stopped us is not over by it.
    if (reply.status < 400) onAnswer();
    return reply;
  }
  return engine;
}
