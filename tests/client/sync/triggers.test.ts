/** When a round runs, and whether another tab is at it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSync } from '../../../static/client/sync/sync';
import { Phone } from './phone';
import { world } from './world';

const held = { request: (_: string, __: unknown, act: (lock: null) => unknown) => act(null) } as unknown as LockManager;

async function restart(phone: Phone, locks: LockManager): Promise<void> {
  phone.stop();
  await phone.start({ locks });
}

test('a save starts a round by itself', async () => {
  const { server, phone, walk } = await world();
  phone.sync.stop();
  const sync = createSync(phone.store, phone.world());
  const rested = phone.resting();
  await phone.store.record(walk, [{ kind: 'note', data: { text: '一' } }]);
  await rested;
  sync.stop();
  assert.equal(server.disk.entries.size, 1);
});

test('what is saved during a round is sent in the next one, at once', async () => {
  const { server, phone, walk } = await world();
  phone.sync.stop();
  let late = true;
  const fetch = async (url: string, init?: RequestInit) => {
    if (url.includes('/changes') && late) {
      late = false;
      await phone.store.record(walk, [{ kind: 'note', data: { text: '二' } }]);
    }
    return server.fetch(url, init);
  };
  const sync = createSync(phone.store, { ...phone.world(), fetch });
  const rested = phone.resting();
  await phone.store.record(walk, [{ kind: 'note', data: { text: '一' } }]);
  await rested;
  sync.stop();
  assert.equal(server.disk.entries.size, 2);
});

test('stopped, nothing runs any more', async () => {
  const { server, phone, walk } = await world();
  await phone.note(walk, '一');
  phone.sync.stop();
  phone.sync.poke('start');
  await phone.idle();
  assert.deepEqual(server.log, []);
});

test('while another tab holds the lock and lives, this one waits', async () => {
  const { server, phone, walk } = await world();
  await restart(phone, held);
  await phone.note(walk, '一');
  await phone.store.outbox.beat(phone.time - 30_000);
  await phone.round('start');
  assert.deepEqual(server.log, []);
  assert.equal(phone.sync.status.value.state, 'sending');
});

test('a lock held by a frozen tab counts for nothing after a minute', async () => {
  const { server, phone, walk } = await world();
  await restart(phone, held);
  await phone.note(walk, '一');
  await phone.store.outbox.beat(phone.time - 61_000);
  await phone.round('start');
  assert.equal(server.disk.entries.size, 1);
});

test('a browser that refuses the lock syncs without it', async () => {
  const { server, phone, walk } = await world();
  const refusing = { request: () => Promise.reject(new Error('SecurityError')) } as unknown as LockManager;
  await restart(phone, refusing);
  await phone.note(walk, '一');
  await phone.round('start');
  assert.equal(server.disk.entries.size, 1);
});

test('each answer of the server sets the clock by its quickest', async () => {
  const { phone, walk } = await world();
  assert.deepEqual([phone.store.clock().offset, phone.store.clock().age], [null, null]);
  await phone.round('start');
  const { offset, age } = phone.store.clock();
  assert.ok(Math.abs(offset! - 500) < 100);
  assert.equal(age, 0);
  const id = await phone.note(walk, '一');
  assert.equal(JSON.parse(phone.recorded.get(id)!).clock.offset, offset);
  phone.stop();
  phone.time += 60_000;
  await phone.start();
  assert.equal(phone.store.clock().offset, offset);
  assert.ok(phone.store.clock().age! >= 60);
});
