/**
 * Pictures that were chosen and are not yet photos: on the disk as they came, because making them smaller takes seconds.
 * Drafts until their entry is recorded, in one write with it; of those that are to be covered first there is none (decision 14).
 */
import { newId } from '../store/id';
import type { Store } from '../store/store';
import { session } from './session';

const KEY = 'chosen/';

/** `hash`: of the screen it was chosen on. `about`: what its entry will say of it. */
interface Origin<T> { hash: string; camera: boolean; about: T }
/** `at`: the file's own time in ms. */
interface Chosen<T> extends Origin<T> { bytes: ArrayBuffer; at: number }

/** Those that are being kept at this moment: a sheet shown again meanwhile must not keep them twice. */
const underWay = new Set<string>();

const mine = (): Store | null => {
  const here = session.peek();
  return here.kind === 'open' ? here.store : null;
};

/** Its key. Null when there is no room for it as it came: smaller it may have. */
export async function putChosen(file: File, origin: Origin<object>): Promise<string | null> {
  const key = KEY + newId();
  const value = { ...origin, bytes: await file.arrayBuffer().catch(() => null), at: file.lastModified };
  if (!value.bytes?.byteLength) return null;
  underWay.add(key);
  return (mine()?.putDraft(key, value).then(() => key, () => null)) ?? null;
}

export const readChosen = async <T>(key: string): Promise<Chosen<T> | null> => (await mine()?.draft<Chosen<T>>(key)) ?? null;

export async function dropChosen(key: string): Promise<void> {
  await mine()?.dropDraft(key).catch(() => undefined);
  underWay.delete(key);
}

/** Those that were left when the page was closed over them, oldest first. */
export async function leftChosen(store: Store): Promise<{ key: string; hash: string }[]> {
  const rows = await store.drafts(KEY).catch(() => []);
  return rows.filter(({ key }) => !underWay.has(key)).map(({ key, value }) => ({ key, hash: (value as Origin<unknown>).hash }));
}

/** The keys of those of this screen, from now on kept by whoever asked. */
export async function takeChosen(): Promise<string[]> {
  const store = mine();
  const left = store ? (await leftChosen(store)).filter(({ hash }) => hash === location.hash) : [];
  for (const { key } of left) underWay.add(key);
  return left.map(({ key }) => key);
}
