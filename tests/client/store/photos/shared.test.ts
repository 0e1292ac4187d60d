import assert from 'node:assert/strict';
import { test } from 'node:test';
import { putShared, sharedBefore } from '../../../../static/client/store/photos/inbox';
import { sharedDraft } from '../../../../static/client/store/photos/shared';
import { ANNA, BEN, freshDisk, note, opened } from '../fixture';

const file = (text: string, at = 5) => new File([text], 'a.jpg', { lastModified: at });
const texts = (rows: { bytes: ArrayBuffer }[]) => rows.map(({ bytes }) => new TextDecoder().decode(bytes));

test('what was shared waits for whoever opens the app, and is then theirs alone', async () => {
  freshDisk();
  await putShared([file('one', 7), file('two')]);
  const [first] = await sharedBefore();
  assert.equal(first?.at, 7);
  const store = await opened(ANNA);
  assert.deepEqual(texts(await store.shared()), ['one', 'two']);
  assert.deepEqual(await sharedBefore(), []);
  store.close();
  assert.deepEqual(await (await opened(BEN)).shared(), []);
  assert.deepEqual(texts(await (await opened(ANNA)).shared()), ['one', 'two']);
});

test('taken into a walk, or thrown away, it waits no longer', async () => {
  freshDisk();
  await putShared([file('one'), file('two')]);
  const store = await opened();
  const [one, two] = await store.shared();
  await store.record('w', [note('照片')], [], { draft: sharedDraft(one!.id) });
  assert.deepEqual(texts(await store.shared()), ['two']);
  await store.dropDraft(sharedDraft(two!.id));
  assert.deepEqual(await store.shared(), []);
});

test('killed between the two places, it is there once', async () => {
  freshDisk();
  await putShared([file('one')]);
  const [waiting] = await sharedBefore();
  const store = await opened();
  await store.putDraft(sharedDraft(waiting!.id), waiting);
  assert.deepEqual(texts(await store.shared()), ['one']);
});

test('an empty file and a flood are refused, and those before them stay', async () => {
  freshDisk();
  await assert.rejects(putShared([file('one'), file('')]));
  assert.equal((await sharedBefore()).length, 1);
  await assert.rejects(putShared(Array.from({ length: 61 }, () => file('x'))));
  assert.equal((await sharedBefore()).length, 60);
});
