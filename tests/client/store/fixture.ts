/** A store on a fresh disk for each test, with a clock that is told. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach } from 'node:test';
import { openStore } from '../../../static/client/store/open';
import type { Store } from '../../../static/client/store/store';

export const SERVER = '0190aaaa-server';
export const ANNA = { id: 'person-a', name: '甲', unit: 'u1' };
export const BEN = { id: 'person-b', name: '乙', unit: 'u1' };
export const NAME = `zlc-0190aaaa-${ANNA.id}`;
export const clock = { time: 1_770_000_000_000 };

const open: Store[] = [];

afterEach(() => open.splice(0).forEach((store) => store.close()));

export function freshDisk(): IDBFactory {
  return (globalThis.indexedDB = new IDBFactory());
}

/** Opens on the present disk; `freshDisk()` first for an empty one. */
export async function opened(person = ANNA): Promise<Store> {
  const store = await openStore(SERVER, person, () => clock.time);
  open.push(store);
  return store;
}

export const note = (text: string) => ({ kind: 'note' as const, data: { text } });
