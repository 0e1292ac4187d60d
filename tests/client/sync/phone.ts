/** A phone for tests: its own disk, its own clock, and timers that fire when told. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { newId } from '../../../static/client/store/id';
import { openStore } from '../../../static/client/store/open';
import type { PhotoBytes } from '../../../static/client/store/kept';
import type { Store } from '../../../static/client/store/store';
import { createSync } from '../../../static/client/sync/sync';
import type { Reason, Sync, World } from '../../../static/client/sync/world';
import { sha, type ModelServer, type Person } from './model_server';

export const PERSON: Person = { id: '01900000-0000-7000-8000-00000000p001', name: '李小明', unit: 'unit-1' };

// Phones in one process are not tabs of one browser.
Reflect.deleteProperty(globalThis, 'BroadcastChannel');

export class Phone {
  store!: Store;
  sync!: Sync;
  disk: IDBFactory;
  time = 1_770_000_000_000;
  /** Bodies recorded here, by id, as the person saw them saved. */
  recorded = new Map<string, string>();
  wait = 0;
  private timer: (() => void) | null = null;
  private rested: (() => void) | null = null;

  private constructor(readonly server: ModelServer, disk: IDBFactory) {
    this.disk = disk;
  }

  static async open(server: ModelServer, disk = new IDBFactory(), world: Partial<World> = {}): Promise<Phone> {
    const phone = new Phone(server, disk);
    await phone.start(world);
    return phone;
  }

  /** Opens the app on this disk, as after a kill. */
  async start(world: Partial<World> = {}): Promise<void> {
    // Two phones of one person are two disks; connections stay with the one they were opened on.
    globalThis.indexedDB = this.disk;
    this.store = await openStore(this.server.id, PERSON, () => this.time);
    // Rounds run when a test asks for one, not after each save; triggers.test.ts has those.
    const quiet: Store = {
      ...this.store,
      subscribe: (listener) => this.store.subscribe((change) => change.what !== 'saved' && listener(change)),
    };
    this.sync = createSync(quiet, { ...this.world(), ...world });
  }

  world(): World {
    return {
      fetch: this.server.fetch,
      now: () => this.time,
      random: () => 0.5,
      setTimeout: (act, ms) => {
        this.timer = act;
        this.wait = ms;
        this.rested?.();
        return 1;
      },
      clearTimeout: () => void (this.timer = null),
      locks: null,
    };
  }

  /** When the round under way, or the next one, has ended: the engine then sets its next timer. */
  resting(): Promise<void> {
    return new Promise((resolve) => (this.rested = resolve));
  }

  async round(reason: Reason = 'visible'): Promise<void> {
    const rested = this.resting();
    this.sync.poke(reason);
    await rested;
  }

  /** Long enough for a round that should not be there to reach the server. */
  async idle(): Promise<void> {
    for (let turn = 0; turn < 50; turn++) await new Promise((next) => setImmediate(next));
  }

  /** Lets the time pass until the next try, and the try end. */
  async later(): Promise<void> {
    const act = this.timer;
    if (!act) throw new Error('no timer is set');
    const rested = this.resting();
    this.time += this.wait;
    act();
    await rested;
  }

  /** Rounds until everything has arrived; fails after 40. */
  async untilAllReceived(): Promise<void> {
    await this.round();
    for (let tries = 0; tries < 40; tries++) {
      const { state } = this.sync.status.value;
      if (state === 'all_received') return;
      await this.later();
    }
    throw new Error(`never all received: ${JSON.stringify(this.sync.status.value)}`);
  }

  /** Rounds until nothing is left but what is stuck. */
  async untilStuck(): Promise<void> {
    await this.round();
    for (let tries = 0; this.sync.status.value.state !== 'stuck'; tries++) {
      if (tries === 40) throw new Error(`never stuck: ${JSON.stringify(this.sync.status.value)}`);
      await this.later();
    }
  }

  async note(walk: string, text: string): Promise<string> {
    this.time += 1000;
    const [entry] = await this.store.record(walk, [{ kind: 'note', data: { text } }]);
    await this.remember(entry!.id);
    return entry!.id;
  }

  async photo(walk: string, content: string): Promise<string> {
    this.time += 1000;
    const photo = photoOf(content);
    const data = { sha256: photo.sha256, bytes: photo.bytes.byteLength };
    const [entry] = await this.store.record(walk, [{ kind: 'photo', data }], [photo]);
    await this.remember(entry!.id);
    return photo.sha256;
  }

  private async remember(id: string): Promise<void> {
    this.recorded.set(id, (await this.row(id)).body);
  }

  async row(id: string): Promise<any> {
    return (await this.rows('entries')).find((row) => row.id === id);
  }

  /** What is really on the disk, past the store. */
  async rows(name: string): Promise<any[]> {
    globalThis.indexedDB = this.disk;
    const db = await openDB(this.name);
    const rows = await db.getAll(name);
    db.close();
    return rows;
  }

  async edit(name: string, change: (row: any) => any): Promise<void> {
    const rows = await this.rows(name);
    const db = await openDB(this.name);
    const tx = db.transaction(name, 'readwrite');
    for (const row of rows) await tx.store.put(change(row));
    await tx.done;
    db.close();
  }

  get name(): string {
    return `zlc-${this.server.id.slice(0, 8)}-${PERSON.id}`;
  }

  /** A copy of the disk as it is now: a backup, or another phone set up from it. */
  async copyDisk(): Promise<IDBFactory> {
    const copy = new IDBFactory();
    globalThis.indexedDB = copy;
    const empty = await openStore(this.server.id, PERSON, () => this.time);
    empty.close();
    const stores = ['entries', 'walks', 'photos', 'thumbs', 'photo_states', 'problems', 'drafts', 'meta'];
    for (const name of stores) {
      const rows = await this.rows(name);
      globalThis.indexedDB = copy;
      const db = await openDB(this.name);
      for (const row of rows) await db.put(name, row);
      db.close();
    }
    return copy;
  }

  stop(): void {
    this.sync.stop();
    this.store.close();
  }
}

export function photoOf(content: string): PhotoBytes {
  const bytes = new TextEncoder().encode(`\u00ff${content}`);
  return { sha256: sha(bytes), bytes: bytes.buffer as ArrayBuffer, thumb: new Uint8Array([1]).buffer };
}

export const walkId = (): string => newId();
