/** 「导出未上传数据」: everything the server lacks, nothing else, and the phone as it was. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { newId } from '../../../static/client/store/id';
import { another, world } from '../sync/world';
import { photoOf, type Phone } from '../sync/phone';
import { countReadings } from './file_reader';

const linesOf = async (phone: Phone): Promise<any[]> => {
  const text = await (await phone.store.unsent()).text();
  assert.ok(text.endsWith('\n'), 'the last line is whole');
  return text.trimEnd().split('\n').map((line) => JSON.parse(line));
};
const bytesOf = (line: any): Buffer => Buffer.from(line.data.split(',').pop(), 'base64');
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('every unsent entry and photo is in it, whole, between a header and the counts', async () => {
  const began = performance.now();
  const { phone, walk, server } = await world();
  await phone.note(walk, '一');
  await phone.round();
  const took = performance.now() - began;
  const [second, third] = [await phone.note(walk, '二'), await phone.note(walk, '三')];
  const photo = await phone.photo(walk, 'jpeg');
  const lines = await linesOf(phone);
  const { rescue: head } = lines[0];
  assert.deepEqual(
    [head.v, head.server, head.person, head.made_at, head.series, head.schema],
    [1, server.id, phone.store.person.id, phone.time, 0, 1],
  );
  assert.equal(head.device, [...server.disk.devices.keys()][0]);
  assert.equal(head.epoch, server.disk.epoch);
  // Half of what the answer took counts in.
  assert.ok(head.offset >= 500 && head.offset <= 501 + took / 2, `${head.offset} after ${took} ms`);
  assert.ok('app' in head);
  const entries = lines.filter((line) => line.entry).map((line) => line.entry);
  assert.deepEqual(entries.map(({ id }) => id).slice(0, 2), [second, third], 'what the server has is not in it');
  assert.equal(entries.length, 3);
  for (const { id, seq, hash, chain, body } of entries) {
    assert.equal(body, phone.recorded.get(id));
    assert.equal(hash, sha(Buffer.from(body)));
    assert.ok(seq > 1 && /^[0-9a-f]{64}$/.test(chain));
  }
  const photos = lines.filter((line) => line.photo);
  assert.deepEqual(photos.map((line) => line.photo.sha256), [photo]);
  assert.equal(sha(bytesOf(photos[0])), photo);
  assert.deepEqual(lines.at(-1).end, { ...head, entries: 3, photos: 1 });
});

test('what the server could not take is in it too, and what somebody else wrote is not', async () => {
  const { phone, walk, server } = await world();
  const bad = await phone.note(walk, '收不下');
  await phone.store.outbox.setStuck(bad, '太长');
  const mirrored = { id: newId(), hash: 'f'.repeat(64), at_server: 5, commit: 1 };
  const body = JSON.stringify({ v: 1, walk: newId(), kind: 'note', by: 'other', at: 5, tz: 480, clock: {}, how: 'tap', data: { text: '同事记的' } });
  await phone.store.outbox.applyChanges({
    epoch: server.disk.epoch, entries: [{ ...mirrored, body }], problems: [], gone: [], cursor: 'c', more: false, reset: false,
  });
  const entries = (await linesOf(phone)).filter((line) => line.entry);
  assert.deepEqual(entries.map((line) => [line.entry.id, line.entry.state]), [[bad, 'stuck']]);
});

test('an entry offered again says what time it was told', async () => {
  const { phone, walk } = await world();
  const id = await phone.note(walk, '一');
  await phone.round();
  const { at_server } = await phone.row(id);
  await phone.store.outbox.offerAgain({ epoch: 'epoch-2', acked: 0 }, true);
  const line = (await linesOf(phone)).find((one) => one.entry);
  assert.equal(line.entry.at_server, at_server);
});

test('exporting needs no network and changes nothing on the phone', async () => {
  const { phone, walk, server } = await world();
  await phone.note(walk, '一');
  await phone.photo(walk, 'jpeg');
  const stores = ['entries', 'walks', 'photos', 'thumbs', 'photo_states', 'problems', 'drafts', 'meta'];
  const disk = async () => JSON.stringify(await Promise.all(stores.map((name) => phone.rows(name))));
  const [before, asked] = [await disk(), server.log.length];
  const first = await (await phone.store.unsent()).text();
  assert.equal(await (await phone.store.unsent()).text(), first, 'twice gives the same file');
  assert.equal(await disk(), before);
  assert.equal(server.log.length, asked);
  await phone.untilAllReceived();
  assert.equal((await linesOf(phone)).length, 2, 'nothing is left to export: header and end');
});

test('a photo whose bytes are gone leaves the others in the file', async () => {
  const { phone, walk } = await world();
  await phone.photo(walk, 'one');
  const kept = await phone.photo(walk, 'two');
  await phone.store.outbox.changePhoto(photoOf('one').sha256, (row) => ({ ...row, state: 'damaged' }));
  const disk = await phone.rows('photos');
  assert.equal(disk.length, 2);
  await phone.edit('photos', (row) => (row.sha256 === kept ? row : { ...row, bytes: null }));
  const photos = (await linesOf(phone)).filter((line) => line.photo);
  assert.deepEqual(photos.map((line) => line.photo.sha256), [kept]);
});

test('forty photos of 400 KB become text one after the other, by the browser\'s own hand', async () => {
  const { phone, walk } = await world();
  for (let shot = 0; shot < 40; shot++) await phone.photo(walk, `${shot}`.padEnd(400_000, 'x'));
  const readings = countReadings();
  const file = await phone.store.unsent();
  assert.ok(file.size > 40 * 400_000 * 4 / 3);
  assert.deepEqual(readings, { now: 0, most: 1, all: 40 });
});

test('a person who is locked out by a clone still exports under the numbers of that run', async () => {
  const { phone, walk, server } = await world();
  await phone.note(walk, '一');
  await phone.round();
  const copy = await another(server, await phone.copyDisk());
  const clash = await copy.note(walk, '二');
  await copy.store.outbox.setStuck(clash, '放一边');
  await copy.store.outbox.takeDevice({ id: 'device-9', limits: server.limits }, { epoch: server.disk.epoch, acked: 0 });
  const lines = await linesOf(copy);
  assert.deepEqual([lines[0].rescue.device, lines[0].rescue.series, lines[1].entry.series], ['device-9', 1, 0]);
});

test('a released entry is shown as received when the server tells it', async () => {
  const { phone, walk, server } = await world();
  const id = await phone.note(walk, '一');
  const [row] = await phone.rows('entries');
  const told = { epoch: server.disk.epoch, acked: 1 };
  await phone.store.outbox.applyResults([{ id, status: 'held', at: 7, message: '等人看' }], told);
  assert.equal((await phone.row(id)).state, 'held');
  const { hash, body } = row;
  const page = { epoch: told.epoch, problems: [], gone: [], cursor: 'c', more: false, reset: false };
  await phone.store.outbox.applyChanges({ ...page, entries: [{ id, hash, body, at_server: 7, commit: 3 }] });
  const now = await phone.row(id);
  assert.deepEqual([now.state, now.message, now.commit], ['received', '', 3]);
  assert.equal((await phone.store.counts()).held, 0);
});

test('an entry still to be sent stays so when the server tells it, as after a rescue', async () => {
  const { phone, walk, server } = await world();
  const id = await phone.note(walk, '一');
  const { hash, body } = await phone.row(id);
  const page = { epoch: server.disk.epoch, problems: [], gone: [], cursor: 'c', more: false, reset: false };
  await phone.store.outbox.applyChanges({ ...page, entries: [{ id, hash, body, at_server: 7, commit: 3 }] });
  assert.equal((await phone.row(id)).state, 'queued');
});
