/** What a walk is opened with: offered, recorded, corrected. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Matter, Request, Rewalk } from '../../../static/client/facts/catalogue';
import {
  againOf, corrected, fills, handBack, lacking, offered, openingOf, shown, takeUp, untouched, walkData, walkedAgain,
} from '../../../static/client/facts/opening';
import { openings } from '../journal/files';

const matter = (id: string, place: string | null, channels: string[]): Matter => ({ id, place, channels }) as Matter;
const HALL = matter('m1', '政务服务中心二楼', ['hall', 'online']);

test('an online walk never says the address of the hall', () => {
  const said = { ...untouched(), query: '', matter: 'm1', channel: 'online' };
  const online = shown(said, offered(HALL, ''));
  assert.equal(online.site, '');
  assert.equal(walkData(online).place, '');
  assert.equal(walkData(shown({ ...said, channel: 'hall' }, offered(HALL, ''))).place, '政务服务中心二楼');
});

test('each channel keeps the address that was written for it', () => {
  const said = { ...untouched(), site: '政务服务网', place: '三楼' };
  const place = (channel: string) => walkData(shown({ ...said, channel }, offered(HALL, ''))).place;
  assert.deepEqual([place('hall'), place('online'), place('hall')], ['三楼', '政务服务网', '三楼']);
});

test('what one matter offered is gone with it; what was written stays', () => {
  const next = offered(matter('m2', null, ['online']), '');
  assert.equal(shown(untouched(), next).channel, 'online');
  assert.equal(shown(untouched(), next).place, '');
  assert.equal(shown({ ...untouched(), place: '我写的', channel: 'hall' }, next).place, '我写的');
});

const ASKED: Request = { id: 'r1', number: 4, whose: '一位独居老人', text: '社保卡激活', matter: null };
const OTHER: Request = { ...ASKED, id: 'r2', matter: 'm2' };

test('a request that is not taken after all gives back the matter that stood there', () => {
  const said = { ...untouched(), query: '', matter: 'm1', request: null, before: null };
  for (const one of [ASKED, OTHER]) {
    const taken = { ...said, ...takeUp(said, one) };
    assert.deepEqual([taken.request, taken.behalf, taken.matter], [one.id, '一位独居老人', one.matter]);
    assert.deepEqual({ ...taken, ...handBack(taken, one) }, said);
  }
});

test('what was written since it was taken stays', () => {
  const said = { ...untouched(), query: '', matter: 'm1', request: null, before: null };
  const taken = { ...said, ...takeUp(said, ASKED), behalf: '两位老人' };
  assert.deepEqual({ ...taken, ...handBack(taken, ASKED) }, { ...said, behalf: '两位老人' });
  const begun = { ...taken, before: null };  // by an app that did not keep what stood before
  assert.deepEqual({ ...begun, ...handBack(begun, ASKED) }, { ...begun, request: null });
});

const AGAIN: Rewalk = { id: 'g1', matter: 'm1', name: '社保登记', due_on: '2026-12-05', text: '等得久' };

test('a walk is made again for what asked for it, until another matter is named', () => {
  const said = { ...untouched(), rewalk: null };
  assert.equal(walkedAgain(said, [AGAIN]), undefined);
  const chosen = { ...said, ...againOf(AGAIN) };
  assert.equal(walkedAgain(chosen, [AGAIN]), AGAIN);
  assert.equal(walkData(shown(chosen, offered(HALL, '')), null, AGAIN.id).rewalk, 'g1');
  assert.equal(walkedAgain({ ...chosen, matter: 'm2' }, [AGAIN]), undefined);
  assert.equal(walkedAgain(chosen, []), undefined, 'it was withdrawn, and the phone has heard of it');
  const typed = { ...AGAIN, matter: null };
  const named = { ...said, ...againOf(typed) };
  assert.equal(walkedAgain(named, [typed]), typed);
  assert.equal(walkedAgain({ ...named, query: '别的' }, [typed]), undefined);
  assert.ok(!('rewalk' in walkData(shown(said, offered(HALL, '')))));
});

for (const { about, fields, said, changes, fills: only, lacking: missing } of openings()) {
  test(`corrected as on the desk: ${about}`, () => {
    assert.deepEqual(corrected(fields, shown({ ...untouched(), ...said }, openingOf(fields))), changes);
    assert.equal(fills(fields, changes), only);
    assert.deepEqual(lacking(fields), missing);
  });
}
