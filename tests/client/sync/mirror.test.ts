/** What the pull does to the phone. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fold } from '../../../static/client/journal/index';
import type { ChangesPage } from '../../../static/client/store/mirror';
import type { EntryRow } from '../../../static/client/store/schema';
import { ModelServer, sha } from './model_server';
import { another, world } from './world';
import { walkId } from './phone';

function arrives(server: ModelServer, walk: string, text: string, id: string = walkId()): string {
  const clock = { offset: null, age: null, mono: 1, page: 'p' };
  const body = JSON.stringify({ v: 1, walk, kind: 'note', by: 'p2', at: 5, tz: 480, clock, how: 'tap', data: { text } });
  const commit = server.disk.commits.length + 1;
  server.disk.entries.set(id, { id, hash: sha(body), body, device: 'd', seq: commit, by: 'p2', at_server: 7, commit, status: 'stored' });
  server.disk.commits.push(sha(id));
  return id;
}

test("a colleague's entries come, page after page, and are never sent", async () => {
  const { server, phone } = await world();
  const walk = walkId();
  for (let one = 0; one < 8; one++) arrives(server, walk, `${one}`);
  await phone.round('start');
  const entries = await phone.store.entries(walk);
  assert.equal(entries.length, 8);
  assert.deepEqual(new Set(entries.map(({ state, at_server }) => `${state} ${at_server}`)), new Set(['mirror 7']));
  assert.deepEqual((await phone.store.walks()).map(({ own }) => own), [false]);
  assert.deepEqual(server.pushes, []);
  assert.ok(server.log.filter((line) => line === 'GET /changes').length > 1);
});

test('a walk that left the scope is dropped, except what was written here', async () => {
  const { server, phone, walk } = await world();
  const own = await phone.note(walk, '我的');
  await phone.round('start');
  arrives(server, walk, '同事的');
  const elsewhere = walkId();
  arrives(server, elsewhere, '另一个');
  await phone.round();
  assert.equal((await phone.store.entries(walk)).length, 2);
  const page = { epoch: 'epoch-1', entries: [], problems: [], gone: [walk, elsewhere], cursor: '1.x', more: false, reset: false };
  server.odd = (_, path) => (path === '/changes' ? [200, page] : null);
  await phone.round();
  assert.deepEqual((await phone.store.entries(walk)).map(({ id }) => id), [own]);
  assert.deepEqual((await phone.store.walks()).map((line) => line.walk), [walk]);
});

test('after a reset the mirror is what the pull from the start brings', async () => {
  const { server, phone, walk } = await world();
  const own = await phone.note(walk, '我的');
  await phone.round('start');
  const stays = arrives(server, walk, '留下');
  const leaves = arrives(server, walk, '离开');
  await phone.round();
  server.disk.entries.delete(leaves);
  server.disk.commits = server.disk.commits.map((chain) => sha(chain));
  await phone.untilAllReceived();
  assert.deepEqual((await phone.store.entries(walk)).map(({ id }) => id).sort(), [own, stays].sort());
});

test('an erased body leaves the mirror; one written here stays', async () => {
  const { server, phone, walk } = await world();
  const own = await phone.note(walk, '我的');
  await phone.round('start');
  const other = arrives(server, walk, '同事的');
  await phone.round();
  const erased = [own, other].map((id) => ({ id, hash: 'h', body: null, at_server: 7, commit: 9 }));
  const page = { epoch: 'epoch-1', entries: erased, problems: [], gone: [], cursor: '1.x', more: false, reset: false };
  server.odd = (_, path) => (path === '/changes' ? [200, page] : null);
  await phone.round();
  assert.deepEqual((await phone.store.entries(walk)).map(({ id }) => id), [own]);
});

test('what is restricted is kept without a body: the walk goes without it and counts it', async () => {
  const { server, phone } = await world();
  // Written for both sides: tests/sync/test_restricted.py sees that this is what the server sends.
  const page = JSON.parse(readFileSync('tests/sync/withheld.json', 'utf8')) as ChangesPage;
  const walk = page.entries[1]!.walk!;
  server.odd = (_, path) => (path === '/changes' ? [200, page] : null);
  await phone.round('start');
  const [kept] = await phone.store.entriesOf([walk]);
  assert.deepEqual(kept!.entries.map(({ body }) => body.kind), ['open', 'note']);
  assert.equal(kept!.restricted, 1);
  assert.deepEqual(fold(kept!.entries).photos, []);
  const rows = await phone.rows('entries') as EntryRow[];
  assert.deepEqual(rows.map(({ id, hash, body }) => [id, hash, body === '']),
    page.entries.map(({ id, hash, body }) => [id, hash, body === null]));
});

test('one that becomes restricted loses its body here, and one that is told again gets it', async () => {
  const { server, phone, walk } = await world();
  const id = arrives(server, walk, '先看得到');
  await phone.round('start');
  const { hash, body } = server.disk.entries.get(id)!;
  const shut = { id, hash, body: null, at_server: 7, commit: 9, restricted: true, walk, kind: 'photo' };
  const page = { epoch: 'epoch-1', entries: [shut] as object[], problems: [], gone: [], cursor: '9.x', more: false, reset: false };
  server.odd = (_, path) => (path === '/changes' ? [200, page] : null);
  await phone.round();
  assert.deepEqual(await phone.store.entriesOf([walk]), [{ entries: [], restricted: 1, problems: [] }]);
  page.entries = [{ id, hash, body, at_server: 7, commit: 10 }];
  await phone.round();
  const [kept] = await phone.store.entriesOf([walk]);
  assert.deepEqual([kept!.entries.length, kept!.restricted], [1, 0]);
});

test('problems are kept as told, and go with their walk', async () => {
  const { server, phone, walk } = await world();
  const row = { id: walkId(), walk, state: '新发现' };
  const page = { epoch: 'epoch-1', entries: [], problems: [row], gone: [] as string[], cursor: '0.', more: false, reset: false };
  server.odd = (_, path) => (path === '/changes' ? [200, page] : null);
  await phone.round('start');
  assert.deepEqual(await phone.store.problems(), [row]);
  page.problems = [];
  page.gone = [walk];
  await phone.round();
  assert.deepEqual(await phone.store.problems(), []);
});

test('a page that cannot be kept leaves the cursor where it was', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  const before = await phone.store.outbox.pull();
  const entries = [
    { id: walkId(), hash: 'h', body: JSON.stringify({ walk, at: 5 }), at_server: 7, commit: 1 },
    { id: { not: 'a key' }, hash: 'h', body: JSON.stringify({ walk, at: 5 }), at_server: 7, commit: 1 },
  ];
  const page = { epoch: 'epoch-1', entries, problems: [], gone: [], cursor: '9.x', more: false, reset: false };
  server.odd = (_, path) => (path === '/changes' ? [200, page] : null);
  await phone.round();
  assert.equal(phone.sync.status.value.state, 'error');
  assert.deepEqual(await phone.store.outbox.pull(), before);
  assert.deepEqual(await phone.rows('entries'), []);
});

test('two phones that gave one id keep both entries, and a clone gives the same other id', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  const id = await phone.note(walk, '我的');
  const mine = phone.recorded.get(id)!;
  arrives(server, walk, '同事的', id);
  const theirs = server.disk.entries.get(id)!.body;
  // The push does not get through, so the pull is the first to show it.
  await phone.store.outbox.setStuck(id, '');
  const twin = await another(server, await phone.copyDisk());
  await phone.round();
  const bodies = async () => (await phone.store.entries(walk)).map(({ id: one }) => one === id);
  assert.deepEqual((await bodies()).sort(), [false, true]);
  for (const each of [phone, twin]) {
    await each.round('button');
    await each.untilAllReceived();
  }
  const kept = [...server.disk.entries.values()].map(({ body }) => body);
  assert.deepEqual(kept.sort(), [mine, theirs].sort());
});

test('what became of a problem comes with its walk, offline too, and the screens of that walk alone read anew', async () => {
  const { server, phone, walk } = await world();
  const [found] = await phone.store.record(walk, [{ kind: 'problem', data: { category: 'queue', text: '只开一个窗口' } }]);
  await phone.note(walkId(), '另一次');
  await phone.untilAllReceived();
  const row = { id: found!.id, walk, state: 'untrue', state_name: '不属实', answer: { word: '退回', text: '核过了', by: '王敏', at: 1 } };
  const page = { epoch: 'epoch-1', entries: [], problems: [row], gone: [], cursor: '1.x', more: false, reset: false };
  server.odd = (_, path) => (path === '/changes' ? [200, page] : null);
  const heard: string[] = [];
  phone.store.subscribe((news) => { if (news.what === 'walk') heard.push(news.walk); });
  await phone.round();
  assert.deepEqual(heard, [walk]);
  const [here, other] = await phone.store.entriesOf([walk, walkId()]);
  assert.deepEqual(here!.problems, [row]);
  assert.deepEqual(other!.problems, []);
});
