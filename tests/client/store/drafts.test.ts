import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANNA, BEN, freshDisk, note, opened } from './fixture';

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

/** Two tabs of one person with the same form, on one disk. */
async function twoTabs() {
  freshDisk();
  const [one, two] = [(await opened()).slot('walk/w/note'), (await opened()).slot('walk/w/note')];
  const found = async (): Promise<unknown[]> => (await (await opened()).drafts('walk/w/')).map(({ value }) => value);
  return { one, two, found };
}

test('of two tabs that write the same form neither overwrites the other', async () => {
  const { one, two, found } = await twoTabs();
  await one.read();
  await two.read();
  await one.put('第一页');
  await two.put('第二页');
  await one.put('第一页，接着写');
  await two.put('第二页，接着写');
  assert.deepEqual((await found()).sort(), ['第一页，接着写', '第二页，接着写']);
});

test('a tab that goes on with what another one wrote takes it over, and the other keeps its own', async () => {
  const { one, two, found } = await twoTabs();
  await one.put('叫号');
  assert.equal(await two.read(), '叫号');
  await two.put('叫号很慢');
  assert.deepEqual(await found(), ['叫号很慢']);
  await one.put('叫号屏坏了');
  assert.deepEqual((await found()).sort(), ['叫号屏坏了', '叫号很慢']);
});

test('of two drafts of a form the second is found when the first is gone', async () => {
  const { one, two } = await twoTabs();
  await one.put('第一页');
  await two.put('第二页');
  const later = (await opened()).slot('walk/w/note');
  assert.equal(await later.read(), '第一页');
  await later.drop();
  const last = (await opened()).slot('walk/w/note');
  assert.equal(await last.read(), '第二页');
  await last.put('第二页，接着写');
  await last.drop();
  assert.equal(await last.read(), null);
});

test('what another tab has written since is neither dropped nor ended by a record', async () => {
  const { one, two, found } = await twoTabs();
  const store = await opened();
  await one.put('叫号');
  await two.read();
  await two.put('叫号很慢');
  await one.drop();
  await store.record('w', [note('叫号')], [], one.held);
  assert.deepEqual(await found(), ['叫号很慢']);
  await store.record('w', [note('叫号很慢')], [], two.held);
  assert.deepEqual(await found(), []);
});

test('a draft of the app before, which had no mark, is found, gone on with and dropped', async () => {
  freshDisk();
  const store = await opened();
  await store.putDraft('walk/w/note', { text: '旧版' });
  const slot = store.slot('walk/w/note');
  assert.deepEqual(await slot.read(), { text: '旧版' });
  await slot.put({ text: '旧版，接着写' });
  assert.deepEqual((await store.drafts('walk/')).map(({ key }) => key), ['walk/w/note']);
  await slot.drop();
  assert.deepEqual(await store.drafts('walk/'), []);
});
