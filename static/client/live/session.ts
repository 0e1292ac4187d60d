/** Who records on this phone, with their store and their sync. Opens, locks, and changes person. */
import { signal } from '../signal/signal';
import { messageOf } from '../store/failure';
import { openPeople, type People } from '../store/people';
import { openStore } from '../store/open';
import type { Person } from '../store/kept';
import type { Store } from '../store/store';
import { whoIsHere } from '../sync/hello';
import { createSync } from '../sync/sync';
import type { Sync } from '../sync/world';
import { countOnIcon } from './comfort';
import { finishLogOut, logOut, stillLeaving } from './log_out';

export interface Open { kind: 'open'; server: string; person: Person; store: Store; sync: Sync }

export type Session =
  | { kind: 'opening' }
  /** Nobody has ever logged in on this phone. */
  | { kind: 'new'; offline: boolean }
  /** 退出: what is kept stays shut until a log-in. */
  | { kind: 'locked'; name: string; offline: boolean }
  | { kind: 'failed'; message: string }
  | Open;

export const session = signal<Session>({ kind: 'opening' });
/** The unit of whoever records here, or ''. */
export const unitOf = (now: Session): string => (now.kind === 'open' ? now.person.unit : '');

export const othersUnsent = signal(0);

/** How long the first page has for itself after the store is open. */
const SHOWN_MS = 300;
/** Many changes in a row are noted once. */
const NOTE_MS = 1_000;

let people: People | null = null;

export async function startSession(): Promise<void> {
  try {
    people ??= openPeople();
    await finishLogOut();
    const last = await people.last();
    if (last && !last.locked) return await open(last.server, last.person);
    const leaving = stillLeaving();
    const answer = await whoIsHere();
    if (answer.kind === 'person' && !leaving) {
      await people.enter(answer.server, answer.person);
      return await open(answer.server, answer.person);
    }
    const offline = answer.kind !== 'login';
    session.value = last ? { kind: 'locked', name: last.person.name, offline } : { kind: 'new', offline };
  } catch (error) {
    session.value = { kind: 'failed', message: messageOf(error) };
  }
}

async function open(server: string, person: Person): Promise<void> {
  const store = await openStore(server, person);
  const sync = createSync(store);
  const here: Open = { kind: 'open', server, person, store, sync };
  session.value = here;
  let noting = 0;
  store.subscribe((change) => {
    if (change.what !== 'counts') return;
    clearTimeout(noting);
    noting = window.setTimeout(noteUnsent, NOTE_MS);
  });
  // What is kept is shown before anything is sent or counted.
  setTimeout(() => {
    if (session.peek() !== here) return;
    void noteUnsent();
    sync.poke('start');
  }, SHOWN_MS);
}

/** The store of whoever records here, also when the app itself did not open; never of somebody who left by 退出. */
export async function lastStore(): Promise<Store> {
  const now = session.peek();
  if (now.kind === 'open') return now.store;
  const last = await (people ??= await openPeople()).last();
  if (!last || last.locked) throw new Error('locked');
  return openStore(last.server, last.person);
}

/** How much of this person's work waits is kept where the next person's app can see the number, and only that. */
async function noteUnsent(): Promise<void> {
  const now = session.peek();
  if (now.kind !== 'open') return;
  try {
    const counts = await now.store.counts();
    countOnIcon(counts.entries + counts.photos);
    await people?.noteUnsent(now.server, now.person.id, counts.entries + counts.photos);
    othersUnsent.value = (await people?.othersUnsent(now.person.id)) ?? 0;
  } catch {
    // The store was closed meanwhile; the number is written again at the next start.
  }
}

function close(now: Open, next: Session): void {
  session.value = next;
  location.hash = '';
  now.sync.stop();
  countOnIcon(0);
  now.store.close();
}

/** 退出: the app locks at once, also without network; the server's login ends as soon as it can be reached. */
export async function leaveApp(): Promise<void> {
  const now = session.value;
  if (now.kind !== 'open') return;
  await noteUnsent();
  await people?.lock();
  close(now, { kind: 'locked', name: now.person.name, offline: now.sync.status.peek().state === 'offline' });
  await logOut();
}

/** Records as whoever is logged in at the server now. Needs the network; false when nobody answered. */
export async function changePerson(): Promise<boolean> {
  const now = session.peek();
  const answer = await whoIsHere();
  if (answer.kind !== 'person' || now.kind !== 'open') return false;
  close(now, { kind: 'opening' });
  await people?.enter(answer.server, answer.person);
  await open(answer.server, answer.person);
  return true;
}
