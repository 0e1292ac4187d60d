/** Opens one person's database as a `Store`. */
import { makeClock } from './clock';
import { connect } from './database';
import { draftSide } from './drafts';
import { saying } from './failure';
import { meta, putMeta } from './meta';
import { openOutbox } from './outbox';
import { bytesOf, countUnsent, entriesOf, keptEntry, statesOf, knownWalks } from './reading';
import { keepEntries, readBack, type Keeping } from './record';
import { readShared } from './photos/shared';
import { unsentFile } from './unsent';
import type { KeptEntry, Person, ProblemRow } from './kept';
import type { Store } from './store';
import { joinTabs, type Tabs } from './tabs';

function recorder(keeping: Keeping, tabs: Tabs): Store['record'] {
  let proved = false;
  return async (walk, drafts, photos = [], opts = {}) => {
    const rows = await saying(keepEntries(keeping, walk, drafts, photos, opts));
    if (!proved && rows[0]) {
      await saying(readBack(keeping.connection, rows[0]));
      proved = true;
    }
    tabs.tell({ what: 'walk', walk }, { what: 'walks' }, ...(photos.length ? [{ what: 'photos' } as const] : []));
    tabs.tell({ what: 'counts' }, { what: 'saved' });
    return rows.map(keptEntry).filter((entry): entry is KeptEntry => entry !== null);
  };
}

/** `server` is the server's id, `now` the device wall clock. Rejects with `SaveFailed` when the disk cannot be opened. */
export async function openStore(server: string, person: Person, now: () => number = () => Date.now()): Promise<Store> {
  const name = `zlc-${server.slice(0, 8)}-${person.id}`;
  const tabs = joinTabs(name);
  const connection = connect(name, () => tabs.tellHere({ what: 'superseded' }));
  const clock = makeClock(now);
  clock.load((await saying(meta(connection, 'clock'))) ?? []);
  const keeping: Keeping = { connection, person, clock, now };
  const sending = new Set<string>();
  return {
    server,
    person,
    record: recorder(keeping, tabs),
    walks: () => knownWalks(connection),
    entries: async (walk) => (await entriesOf(connection, [walk]))[0]?.entries ?? [],
    entriesOf: (walks) => entriesOf(connection, walks),
    counts: () => countUnsent(connection),
    photo: (sha256) => bytesOf(connection, 'photos', sha256),
    thumb: (sha256) => bytesOf(connection, 'thumbs', sha256),
    photoStates: () => statesOf(connection, sending),
    ...draftSide(connection),
    shared: () => readShared(connection),
    catalogue: async <T>() =>
      ((await meta(connection, 'catalogue')) as { etag: string; value: T; fetched_at: number } | undefined) ?? null,
    putCatalogue: async (etag, value) => {
      await saying(putMeta(connection, 'catalogue', { etag, value, fetched_at: now() }));
      tabs.tell({ what: 'catalogue' });
    },
    clock: () => clock.read(),
    problems: async (): Promise<ProblemRow[]> => {
      const kept = await connection.read(['problems'], (tx) => tx.objectStore('problems').getAll());
      return kept.map(({ row }) => row);
    },
    mine: async () => (await meta(connection, 'mine'))?.lines ?? [],
    unsent: () => unsentFile(connection, server, person, clock.read().offset, now()),
    subscribe: tabs.subscribe,
    close: () => {
      tabs.close();
      connection.close();
    },
    outbox: openOutbox({ connection, clock, sending, now, tell: tabs.tell }),
  };
}
