import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../../static/client/store/id';
import type { Store } from '../../../static/client/store/store';
import { clock, freshDisk, note, opened } from './fixture';

const DAY = 86_400_000;
const OPEN = { kind: 'open' as const, data: { as: 'applicant', mode: 'self', channel: 'hall' } };

async function arrived(store: Store): Promise<void> {
  const batch = await store.outbox.nextBatch(100, 1e6);
  const results = batch.map(({ id }) => ({ id, status: 'stored' as const, at: clock.time }));
  await store.outbox.applyResults(results, { epoch: 'e', acked: batch.length });
}

async function after(store: Store, days: number): Promise<void> {
  clock.time += days * DAY;
  await store.outbox.prune(`day ${clock.time}`, clock.time);
}

test('a finished walk leaves the phone 30 days after it was received, no sooner', async () => {
  freshDisk();
  const store = await opened();
  const walk = newId();
  await store.record(walk, [OPEN, { kind: 'finish', data: {} }]);
  await arrived(store);
  await after(store, 30);
  assert.equal((await store.entries(walk)).length, 2);
  await after(store, 1);
  assert.deepEqual([await store.entries(walk), await store.walks()], [[], []]);
});

test('a walk under way, and one with anything unsent, stay', async () => {
  freshDisk();
  const store = await opened();
  const [waiting, unsent] = [newId(), newId()];
  await store.record(waiting, [OPEN, { kind: 'stage', data: { stage: 'result', step: 'wait', visit: 1 } }]);
  await store.record(unsent, [OPEN, { kind: 'finish', data: {} }]);
  await arrived(store);
  await store.record(unsent, [note('后来')]);
  await after(store, 90);
  assert.equal((await store.entries(waiting)).length, 2);
  assert.equal((await store.entries(unsent)).length, 3);
});

test('a late amendment of a pruned walk shows no walk without its beginning', async () => {
  freshDisk();
  const store = await opened();
  const walk = newId();
  const [open] = await store.record(walk, [OPEN, { kind: 'finish', data: {} }]);
  await arrived(store);
  await after(store, 31);
  const page = { epoch: 'e', problems: [], gone: [], more: false, reset: false };
  const mirrored = (id: string, body: object) => ({ id, hash: 'h', body: JSON.stringify(body), at_server: 1, commit: 1 });
  await store.outbox.applyChanges({ ...page, cursor: '2', entries: [mirrored(newId(), { ...open!.body, kind: 'note', data: { text: '' } })] });
  assert.deepEqual(await store.walks(), []);
  await store.outbox.applyChanges({ ...page, cursor: '3', entries: [mirrored(open!.id, open!.body)] });
  assert.deepEqual((await store.walks()).map((line) => line.walk), [walk]);
});
