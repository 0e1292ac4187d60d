/** What screens show, kept in step with the store: catalogue, walks, photo states. Folded once per change. */
import { batch, signal, type Signal } from '../signal/signal';
import { fold, parted, type Change, type WalkState } from '../journal/index';
import type { SendState, KeptEntry, PhotoState, KnownWalk } from '../store/kept';
import type { Store } from '../store/store';
import { BARE, type Catalogue } from '../facts/catalogue';
import type { Handled } from '../facts/handling';
import { tell } from './saving';
import { superseded } from './superseded';

export interface WalkView {
  walk: string;
  state: WalkState;
  /** Photos that only their author and the coordinator may see: this state goes without them. */
  restricted: number;
  /** How far each entry has come, by id. */
  sent: Map<string, { state: SendState; message: string }>;
  /** What this person asked for and a coordinator decides: no part of the state. */
  waiting: Waiting[];
  /** What became of its problems, by id: those of which the server has told. */
  handled: Map<string, Handled>;
}

export interface Waiting { id: string; target: string; set: Record<string, Change>; message: string }

export const catalogue = signal<Catalogue>(BARE);
export const catalogueAt = signal<number | null>(null);
export const photoStates = signal<Map<string, PhotoState>>(new Map());
/** null until read for the first time. */
export const knownWalks = signal<KnownWalk[] | null>(null);

/** Older ones stay on the phone and on the desk; the first page folds only so many. */
export const SHOWN = 40;

const views = new Map<string, Signal<WalkView | null>>();
let current: Store | null = null;

/** Reads everything anew from this store, and follows it until the next one is given; null when the app locks. */
export function follow(store: Store | null): void {
  current = store;
  views.clear();
  knownWalks.value = null;
  store?.subscribe((change) => {
    if (store !== current) return;
    if (change.what === 'walk' || change.what === 'walks') {
      changed = true;
      if (change.what === 'walk') named.add(change.walk);
      readSoon();
    }
    if (change.what === 'superseded') superseded.value = true;
    if (change.what === 'photos') take(readPhotos);
    if (change.what === 'catalogue') take(readCatalogue);
  });
  for (const reading of [readFirst, readPhotos, readCatalogue]) take(reading);
}

/** Reads from the present store; what a store that was closed meanwhile answers is of no interest. */
function take(reading: (store: Store) => Promise<() => void>): void {
  const store = current;
  if (!store) return;
  const show = (set: () => void): void => { if (store === current) set(); };
  const fail = (error: unknown): void => { if (store === current) tell(error); };
  reading(store).then(show, fail);
}

/** Walks that changed, and walks shown for the first time. */
const named = new Set<string>();
const unread = new Set<string>();
let changed = false;
let asked = false;

/** Many walks change or are asked for at once: they are read once, and shown together. */
function readSoon(): void {
  if (asked) return;
  asked = true;
  queueMicrotask(() => {
    asked = false;
    // Walks changed without saying which means all that are shown.
    const stale = changed && named.size === 0 ? views.keys() : named;
    const wanted = [...new Set([...stale, ...unread])].filter((walk) => views.has(walk));
    named.clear();
    unread.clear();
    if (wanted.length > 0) take(readWalks(wanted));
    if (changed) take(readKnown);
    changed = false;
  });
}

/** The walk as it is now; null while it is being read for the first time. */
export function viewOf(walk: string): Signal<WalkView | null> {
  let view = views.get(walk);
  if (!view) {
    view = signal<WalkView | null>(null);
    views.set(walk, view);
    unread.add(walk);
    readSoon();
  }
  return view;
}

/** The first page's walks and what is in them, shown together: one rendering, where the phone is slowest. */
async function readFirst(store: Store): Promise<() => void> {
  const known = await store.walks();
  const walks = known.slice(0, SHOWN).map(({ walk }) => walk);
  for (const walk of walks) if (!views.has(walk)) views.set(walk, signal(null));
  const show = await readWalks(walks)(store);
  return () => batch(() => { show(); knownWalks.value = known; });
}

const readWalks = (walks: string[]) => async (store: Store): Promise<() => void> => {
  const read = await store.entriesOf(walks);
  return () => batch(() => read.forEach(({ entries, restricted, problems }, place) => {
    const walk = walks[place] ?? '';
    const view = views.get(walk);
    if (!view) return;
    const { counting, waiting } = parted(entries);
    view.value = {
      walk, state: fold(counting, walk), restricted, sent: sentOf(entries), waiting: waiting.flatMap(waitingOf),
      handled: new Map(problems.map((row) => [row.id, row as Handled])),
    };
  }));
};

function sentOf(entries: KeptEntry[]): WalkView['sent'] {
  return new Map(entries.map((entry) => [entry.id, { state: entry.state, message: entry.message }]));
}

function waitingOf({ id, body, message }: KeptEntry): Waiting[] {
  return body.kind === 'amend' ? [{ id, message, target: body.data.target, set: body.data.set }] : [];
}

async function readKnown(store: Store): Promise<() => void> {
  const known = await store.walks();
  return () => { knownWalks.value = known; };
}

async function readPhotos(store: Store): Promise<() => void> {
  const states = await store.photoStates();
  return () => { photoStates.value = states; };
}

async function readCatalogue(store: Store): Promise<() => void> {
  const kept = await store.catalogue<Catalogue>();
  return () => {
    catalogue.value = kept?.value ?? BARE;
    catalogueAt.value = kept?.fetched_at ?? null;
  };
}
