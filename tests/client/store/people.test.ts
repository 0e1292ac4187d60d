import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPeople } from '../../../static/client/store/people';
import { ANNA, BEN, clock, freshDisk, SERVER } from './fixture';

const people = () => openPeople(() => ++clock.time);

test('nobody has used a new phone; then the last person opens it without network', async () => {
  freshDisk();
  const first = people();
  assert.equal(await first.last(), null);
  await first.enter(SERVER, BEN);
  await first.enter(SERVER, ANNA);
  const again = people();
  const { server, person, locked } = (await again.last())!;
  assert.deepEqual({ server, person, locked }, { server: SERVER, person: ANNA, locked: false });
});

test('leaving locks and forgets nothing; only the server opens it again', async () => {
  freshDisk();
  const phone = people();
  await phone.enter(SERVER, ANNA);
  await phone.noteUnsent(SERVER, ANNA.id, 3);
  await phone.lock();
  assert.equal((await phone.last())!.locked, true);
  assert.equal(await phone.othersUnsent(BEN.id), 3);
  await phone.enter(SERVER, ANNA);
  assert.equal((await phone.last())!.locked, false);
  assert.equal(await phone.othersUnsent(BEN.id), 3);
});

test('others see only how much of a colleague waits here', async () => {
  freshDisk();
  const phone = people();
  await phone.enter(SERVER, ANNA);
  await phone.noteUnsent(SERVER, ANNA.id, 3);
  await phone.enter(SERVER, BEN);
  await phone.noteUnsent(SERVER, BEN.id, 5);
  assert.equal(await phone.othersUnsent(BEN.id), 3);
  assert.equal(await phone.othersUnsent(ANNA.id), 5);
  await phone.noteUnsent(SERVER, 'stranger', 9);
  assert.equal(await phone.othersUnsent(ANNA.id), 5);
});

test('whoever came last is the last, though the clock was a year ahead when somebody else came', async () => {
  freshDisk();
  let time = clock.time + 365 * 86_400_000;
  const phone = openPeople(() => time);
  await phone.enter(SERVER, ANNA);
  time = clock.time;
  await phone.enter(SERVER, BEN);
  assert.deepEqual((await phone.last())!.person, BEN);
  await phone.lock();
  const { person, locked } = (await phone.last())!;
  assert.deepEqual({ person, locked }, { person: BEN, locked: true });
  await phone.enter(SERVER, BEN);
  assert.deepEqual({ ...(await phone.last())!.person, locked: (await phone.last())!.locked }, { ...BEN, locked: false });
});
