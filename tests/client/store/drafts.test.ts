import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANNA, BEN, freshDisk, opened } from './fixture';

test('a draft survives a kill and belongs to one person', async () => {
  freshDisk();
  const store = await opened();
  await store.putDraft('note', { text: '写到一半' });
  store.close();
  assert.deepEqual(await (await opened(ANNA)).draft('note'), { text: '写到一半' });
  assert.equal(await (await opened(BEN)).draft('note'), null);
});

test('a dropped draft is gone', async () => {
  freshDisk();
  const store = await opened();
  await store.putDraft('note', 1);
  await store.dropDraft('note');
  assert.equal(await store.draft('note'), null);
});

test('where the app was when the camera opened is told once', async () => {
  freshDisk();
  const store = await opened();
  await store.putPendingShot({ walk: 'w', screen: '#/walk/w' });
  store.close();
  const again = await opened();
  assert.deepEqual(await again.takePendingShot(), { walk: 'w', screen: '#/walk/w' });
  assert.equal(await again.takePendingShot(), null);
});
