import assert from 'node:assert/strict';
import { test } from 'node:test';
import { world } from './world';

const DAY = 86_400_000;

test('photos go after the entries, one by one, and each says how far it is', async () => {
  const { server, phone, walk } = await world();
  const first = await phone.photo(walk, '一');
  const second = await phone.photo(walk, '二');
  assert.deepEqual([...(await phone.store.photoStates()).values()], ['local', 'local']);
  const seen: string[] = [];
  phone.store.subscribe(async () => {
    const states = await phone.store.photoStates();
    seen.push(`${states.get(first)} ${states.get(second)}`);
  });
  await phone.round('start');
  assert.ok(seen.includes('sending local'));
  assert.ok(seen.includes('received sending'));
  assert.deepEqual([...(await phone.store.photoStates()).values()], ['received', 'received']);
  const order = server.log.filter((line) => /entries|PUT/.test(line));
  assert.deepEqual(order, ['POST /entries', 'PUT /photos/<sha>', 'PUT /photos/<sha>']);
});

test('the record counts as pending until its photo has arrived', async () => {
  const { server, phone, walk } = await world();
  await phone.photo(walk, '一');
  server.faultsAt = '/photos';
  server.faults = ['down'];
  await phone.round('start');
  const { state, entries, photos } = phone.sync.status.value;
  assert.deepEqual([state, entries, photos], ['offline', 0, 1]);
  await phone.later();
  assert.equal(phone.sync.status.value.state, 'all_received');
});

test('an upload whose answer is lost is sent again and kept once', async () => {
  const { server, phone, walk } = await world();
  const hash = await phone.photo(walk, '一');
  server.faultsAt = '/photos';
  server.faults = ['lost'];
  await phone.untilAllReceived();
  assert.deepEqual([...server.disk.photos.keys()], [hash]);
});

test('a day\'s share that is used up holds back photos for an hour, and no entry', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await phone.photo(walk, '一');
  server.odd = (method) => (method === 'PUT' ? [429, { error: { code: 'over_quota' } }] : null);
  server.headers = { 'Retry-After': '3600' };
  await phone.round();
  const puts = () => server.log.filter((line) => line.startsWith('PUT')).length;
  assert.equal(puts(), 1);
  assert.match(phone.sync.status.value.message, /明天自动再传/);
  await phone.note(walk, '二');
  await phone.round();
  assert.equal((await phone.store.counts()).entries, 0);
  assert.equal(puts(), 1);
  server.odd = () => null;
  phone.time += 3_600_000;
  await phone.untilAllReceived();
  assert.equal(puts(), 2);
});

test('bytes that no longer match their hash are never sent, and are shown', async () => {
  const { server, phone, walk } = await world();
  const bad = await phone.photo(walk, '一');
  const good = await phone.photo(walk, '二');
  await phone.edit('photos', (row) => (row.sha256 === bad ? { ...row, bytes: new ArrayBuffer(3) } : row));
  await phone.round('start');
  assert.deepEqual([...server.disk.photos.keys()], [good]);
  assert.equal((await phone.store.photoStates()).get(bad), 'damaged');
  assert.equal(phone.sync.status.value.state, 'stuck');
});

test('a photo the server refuses three times is put aside, and the others go', async () => {
  const { server, phone, walk } = await world();
  const bad = await phone.photo(walk, '一');
  const good = await phone.photo(walk, '二');
  server.odd = (_, path) => (path === `/photos/${bad}` ? [422, { error: { code: 'hash_mismatch' } }] : null);
  await phone.untilStuck();
  assert.deepEqual([...server.disk.photos.keys()], [good]);
  assert.equal(server.log.filter((line) => line.startsWith('PUT')).length, 4);
  server.odd = null;
  await phone.round('button');
  assert.ok(server.disk.photos.has(bad));
});

test('a photo the server fails on lets the next one pass', async () => {
  const { server, phone, walk } = await world();
  const bad = await phone.photo(walk, '一');
  const good = await phone.photo(walk, '二');
  server.odd = (_, path) => (path === `/photos/${bad}` ? [500, null] : null);
  await phone.round('start');
  assert.ok(server.disk.photos.has(good));
  assert.equal(phone.sync.status.value.photos, 1);
});

test('a photo too large for the server is kept here', async () => {
  const { server, phone, walk } = await world();
  server.limits.photo_bytes = 4;
  const hash = await phone.photo(walk, '照片');
  await phone.round('start');
  assert.match(phone.sync.status.value.message, /^照片超过 .* MB/);
  assert.equal((await phone.store.photoStates()).get(hash), 'stuck');
  assert.ok(await phone.store.photo(hash));
});

test('bytes leave the phone only after two days have confirmed them; the thumbnail stays', async () => {
  const { phone, walk } = await world();
  const hash = await phone.photo(walk, '一');
  await phone.round('start');
  await phone.round();
  assert.ok(await phone.store.photo(hash));
  phone.time += DAY;
  await phone.round();
  assert.equal(await phone.store.photo(hash), null);
  assert.ok(await phone.store.thumb(hash));
  assert.equal((await phone.store.photoStates()).get(hash), 'received');
});

test('a photo missing on the second day goes back into the queue', async () => {
  const { server, phone, walk } = await world();
  const hash = await phone.photo(walk, '一');
  await phone.round('start');
  server.disk.photos.clear();
  phone.time += DAY;
  await phone.round();
  await phone.round();
  assert.ok(server.disk.photos.has(hash));
  assert.ok(await phone.store.photo(hash));
});

const NO_PICTURE = { error: { code: 'not_an_image', message: '这个文件不是完整的照片，服务器没有收。' } };

test('what the server finds to be no picture is sent once, and the words are the server\'s, not 「稍后自动再传」', async () => {
  const { server, phone, walk } = await world();
  const bad = await phone.photo(walk, '一');
  const good = await phone.photo(walk, '二');
  server.odd = (_, path) => (path === `/photos/${bad}` ? [422, NO_PICTURE] : null);
  await phone.round('start');
  await phone.round('start');
  assert.equal(server.log.filter((line) => line.startsWith('PUT')).length, 2);
  assert.deepEqual([...server.disk.photos.keys()], [good]);
  const { state, message } = phone.sync.status.value;
  assert.deepEqual([state, message], ['stuck', NO_PICTURE.error.message]);
});

test('a refused photo that is struck out is waited for no longer, and again once it is taken back', async () => {
  const { server, phone, walk } = await world();
  const bad = await phone.photo(walk, '一');
  server.odd = (_, path) => (path === `/photos/${bad}` ? [422, NO_PICTURE] : null);
  await phone.untilStuck();
  const entry = (await phone.rows('entries')).find((row) => row.body.includes(bad))!.id;
  const strike = async (value: boolean, saw: string[]) => {
    phone.time += 1000;
    const set = { void: { value, saw } };
    const [made] = await phone.store.record(walk, [{ kind: 'amend', data: { target: entry, set, reason: '不是照片' } }]);
    await phone.round();
    return made!.id;
  };
  const struck = await strike(true, []);
  assert.equal(phone.sync.status.value.state, 'all_received');
  assert.ok(await phone.store.photo(bad), 'its bytes stay all the same');
  await strike(false, [struck]);
  assert.equal(phone.sync.status.value.state, 'stuck');
});

test('a photo the server will never take stays here, says why, and goes again only by hand', async () => {
  const { server, phone, walk } = await world();
  const hash = await phone.photo(walk, '一');
  const why = '这张照片像素太多或格式太特别，服务器处理不了，没有收。';
  server.odd = (_, path) => (path === `/photos/${hash}` ? [413, { error: { code: 'too_large', message: why } }] : null);
  await phone.round('start');
  assert.equal((await phone.store.photoStates()).get(hash), 'stuck');
  assert.equal(phone.sync.status.value.message, why);
  assert.ok(await phone.store.photo(hash));
  await phone.round('start');
  await phone.round('start');
  const tries = () => server.log.filter((line) => line.startsWith('PUT')).length;
  assert.equal(tries(), 1);
  await phone.round('button');
  assert.equal(tries(), 2);
});

test('a photo of yesterday that the server has lost is asked for and sent, and its days are counted anew', async () => {
  const { server, phone, walk } = await world();
  const hash = await phone.photo(walk, '一');
  await phone.round('start');
  phone.time += DAY / 2;
  server.disk.photos.clear();
  phone.time += DAY;
  await phone.round();
  await phone.round();
  assert.ok(server.disk.photos.has(hash));
  await phone.round();
  assert.ok(await phone.store.photo(hash), 'one day has confirmed it since, not two');
});
