/** What a counter session's screens read out of the fold, and how its time is laid out on the hours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold, readBody, type Body, type Kind, type Known } from '../../../static/client/journal/index';
import { cases, counterDays, middles } from '../journal/files';
import { BARE, type Catalogue } from '../../../static/client/facts/catalogue';
import { hoursOf, lengthOf, piecesOf, type Piece } from '../../../static/client/facts/counter_day';
import {
  caseName, caseEntries, matterNamed, middleOf, nextTicket, openCase, pausedAfter, pausedSince, photosOf, recentMatters, resultsOf, sayingOf,
} from '../../../static/client/facts/counter';

const WALK = '01900000-0000-7000-8000-000000000000';
const MINUTE = 60_000;
const NINE = Date.parse('2026-11-23T01:00:00Z'); // 09:00 in Shanghai
const idOf = (place: number): string => `01900000-0000-7000-8000-${String(place + 1).padStart(12, '0')}`;
const caseOf = (n: number): string => `01900000-0000-7000-8001-${String(n).padStart(12, '0')}`;

type Line = [minute: number, kind: Kind, data: object];

/** A session opened at nine; each line at so many minutes past. */
function session(...lines: Line[]): ReturnType<typeof fold> {
  const all: Line[] = [[0, 'open', { as: 'counter', window: '3 号', matter_text: '社保综合' }], ...lines];
  return fold(all.map(([minute, kind, data], place): Known => ({
    id: idOf(place), at_server: null,
    body: {
      v: 1, walk: WALK, kind, by: WALK, at: NINE + Math.round(minute * MINUTE), tz: 480, how: 'tap', data,
      clock: { offset: 0, age: 1, mono: place, page: WALK },
    } as unknown as Body,
  })));
}

const call = (minute: number, n: number, more: object = {}): Line => [minute, 'case', { case: caseOf(n), event: 'call', ...more }];
const answer = (minute: number, n: number, event = 'accept'): Line => [minute, 'case', { case: caseOf(n), event }];
const finish = (minute: number): Line => [minute, 'finish', {}];
const told = (pieces: Piece[]): [string, number, number][] =>
  pieces.map(({ use, begins, ends }) => [use, (begins - NINE) / MINUTE, (ends - NINE) / MINUTE]);

test('before the first call and after the last end nothing was observed; pauses are neither work nor idleness', () => {
  const state = session(
    call(5, 1), answer(10, 1), call(14, 2), [16, 'pause', { reason: '用餐' }], [21, 'continue', {}], answer(24, 2),
    [26, 'pause', {}], [27, 'continue', {}], call(30, 3), call(35, 4), finish(50),
  );
  assert.deepEqual(told(piecesOf(state, Infinity)), [
    ['unobserved', 0, 5], ['handled', 5, 10], ['idle', 10, 14], ['handled', 14, 16], ['pause', 16, 21], ['handled', 21, 24],
    ['idle', 24, 26], ['pause', 26, 27], ['idle', 27, 30], ['handled', 30, 35], ['handled', 35, 50],
  ]);
  assert.equal(openCase(state.counter), null, 'finish ends all');
});

test('what follows the last case is told only when the session is over', () => {
  const lines = [call(5, 1), answer(10, 1)];
  assert.deepEqual(told(piecesOf(session(...lines), NINE + 30 * MINUTE)), [['unobserved', 0, 5], ['handled', 5, 10]]);
  assert.deepEqual(told(piecesOf(session(...lines, finish(30)), NINE + 90 * MINUTE)).pop(), ['unobserved', 10, 30]);
  assert.deepEqual(told(piecesOf(session(finish(30)), NINE)), [['unobserved', 0, 30]], 'nobody came');
  assert.deepEqual(piecesOf(session(), NINE + MINUTE), []);
});

test('a case and a pause still going on are drawn up to now', () => {
  const state = session(call(5, 1), [8, 'pause', {}]);
  assert.deepEqual(told(piecesOf(state, NINE + 20 * MINUTE)), [['unobserved', 0, 5], ['handled', 5, 8], ['pause', 8, 20]]);
  assert.equal(pausedSince(state.counter), NINE + 8 * MINUTE);
  assert.equal(pausedSince(session(call(5, 1)).counter), null);
});

test('the desk lays the vectors out alike', () => {
  for (const [name, pieces] of Object.entries(counterDays())) {
    const example = cases().find((one) => one.name === name)!;
    const state = fold(example.entries.map((entry) => ({ ...entry, body: readBody(JSON.stringify(entry.body)) })), example.walk);
    const latest = Math.max(...Object.values(state.entries).map((entry) => entry.time));
    assert.deepEqual(piecesOf(state, latest).map(({ use, begins, ends }) => [use, begins, ends]), pieces, name);
  }
});

const step = fc.record({
  wait: fc.integer({ min: 0, max: 90 }), what: fc.constantFrom('call', 'accept', 'done', 'pause', 'continue'), which: fc.nat(4),
});

test('whatever was pressed, the drawing adds up to the figures', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    let minute = 0;
    const lines = steps.map(({ wait, what, which }): Line => {
      minute += wait;
      return what === 'pause' || what === 'continue' ? [minute, what, {}] : [minute, 'case', { case: caseOf(which), event: what }];
    });
    const state = session(...lines, finish(minute + 7));
    const [pieces, counter] = [piecesOf(state, 0), state.counter!];
    assert.equal(lengthOf(pieces, 'handled'), counter.cases.reduce((sum, one) => sum + (one.handled ?? 0), 0));
    assert.equal(lengthOf(pieces, 'idle'), counter.idle);
    assert.equal(lengthOf(pieces, 'unobserved'), counter.unobserved);
    assert.equal(pieces.reduce((sum, one) => sum + one.ends - one.begins, 0), state.ends! - state.begins!);
    assert.ok(pieces.every((one, place) => place === 0 || pieces[place - 1]!.ends === one.begins), 'without gaps');
    const rows = hoursOf(pieces);
    assert.equal(rows.flatMap((row) => row.parts).reduce((sum, one) => sum + one.ends - one.begins, 0), state.ends! - state.begins!);
    assert.ok(rows.every((row) => row.parts.every((one) => one.begins >= row.begins && one.ends <= row.ends)));
  }), { numRuns: 300 });
});

test('hours in which nobody was served stand together', () => {
  const rows = hoursOf(piecesOf(session(call(50, 1), answer(70, 1), finish(15 * 60)), 0));
  assert.deepEqual(rows.map((row) => [(row.begins - NINE) / MINUTE, (row.ends - NINE) / MINUTE]), [[0, 60], [60, 120], [120, 900]]);
  assert.deepEqual(told(rows[1]!.parts), [['handled', 60, 70], ['unobserved', 70, 120]]);
});

test('a clock decades off makes a drawing of a few rows all the same', () => {
  const decades = 40 * 365 * 24 * 60;
  const rows = hoursOf(piecesOf(session(call(1, 1), answer(decades, 1), call(decades + 5, 2), answer(decades + 9, 2), finish(decades + 30)), 0));
  assert.ok(rows.length > 0 && rows.length <= 48);
  assert.equal(rows.flatMap((row) => row.parts).reduce((sum, one) => sum + one.ends - one.begins, 0), (decades + 30) * MINUTE);
});

test('a running time leaves closed pauses out', () => {
  const state = session(call(5, 1), [6, 'pause', {}], [9, 'continue', {}], [20, 'pause', {}]);
  assert.equal(pausedAfter(state.counter!, NINE + 5 * MINUTE), 3 * MINUTE);
  assert.equal(pausedAfter(state.counter!, NINE + 8 * MINUTE), MINUTE);
});

test('the number to call next follows the last one known', () => {
  assert.equal(nextTicket(session().counter), '');
  assert.equal(nextTicket(session(call(1, 1)).counter), '');
  assert.equal(nextTicket(session(call(1, 1, { ticket: 'A009' })).counter), 'A010');
  assert.equal(nextTicket(session(call(1, 1, { ticket: 'A099' })).counter), 'A100');
  assert.equal(nextTicket(session(call(1, 1, { ticket: 7 })).counter), '8');
  assert.equal(nextTicket(session(call(1, 1, { ticket: 'A12-3' })).counter), 'A12-4');
  assert.equal(nextTicket(session(call(1, 1, { ticket: '贵宾' })).counter), '');
  assert.equal(nextTicket(session(call(1, 1, { ticket: 'A012' }), call(2, 2), call(3, 3)).counter), 'A015');
});

test('a case is called by its ticket, else by its place among all', () => {
  const { counter } = session(call(1, 1), answer(2, 1), call(3, 2, { ticket: 'B02' }));
  assert.deepEqual(counter!.cases.map((one) => caseName(counter!, one)), ['第 1 件', 'B02 号']);
  assert.equal(openCase(counter)?.case, caseOf(2));
});

test('outcomes are counted in one order, those that occur', () => {
  const { counter } = session(call(1, 1), answer(2, 1, 'done'), call(3, 2), call(4, 3), answer(5, 3, 'accept'), answer(6, 3, 'done'));
  assert.deepEqual(resultsOf(counter!.cases), [['done', 2], ['unrecorded', 1]]);
});

test('problems, needs, notes and photos belong to the case they name', () => {
  const photo = { sha256: 'ab'.repeat(32), bytes: 1 };
  const state = session(call(1, 1), [2, 'note', { text: '一', case: caseOf(1) }], [3, 'note', { text: '不属哪一件' }],
    [3, 'problem', { text: '二', case: caseOf(1) }], answer(4, 1), call(5, 2), [6, 'need', { text: '三', case: caseOf(2) }],
    [7, 'photo', { ...photo, of: idOf(1) }], [8, 'photo', { ...photo, of: idOf(4) }], [9, 'photo', photo]);
  assert.deepEqual(caseEntries(state, caseOf(1)), [1, 2, 4, 5].map(idOf));
  assert.deepEqual(photosOf(state, caseOf(1)), [8, 9].map(idOf), 'those of its problem too');
  assert.deepEqual(photosOf(state, caseOf(2)), []);
});

test('a ticket is changed where it is said; one that is missing is added to the call', () => {
  const state = session(call(1, 1), answer(2, 1));
  assert.equal(sayingOf(state, state.counter!.cases[0]!, 'ticket'), idOf(1));
  const said = session(call(1, 1), [2, 'case', { case: caseOf(1), event: 'done', ticket: 'A1' }]);
  assert.equal(sayingOf(said, said.counter!.cases[0]!, 'ticket'), idOf(2));
  const amended = session(call(1, 1, { ticket: 'A1' }), answer(2, 1),
    [3, 'amend', { target: idOf(1), set: { ticket: { value: 'A2', saw: [] } }, reason: '改填' }]);
  assert.equal(amended.counter!.cases[0]!.ticket, 'A2');
});

test('recent matters come latest first, each once, by the name the catalogue gives', () => {
  const matter = { id: idOf(900), name: '灵活就业人员参保登记' };
  const catalogue = { ...BARE, matters: [matter] } as unknown as Catalogue;
  const state = session(call(1, 1, { matter: '社保补缴' }), call(2, 2, { matter: matter.id }), call(3, 3, { matter: '社保补缴' }), call(4, 4));
  assert.deepEqual(recentMatters([state, state], catalogue, 6).map((one) => one.name), ['社保补缴', '灵活就业人员参保登记', '社保综合']);
  assert.deepEqual(recentMatters([state], catalogue, 1).length, 1);
  assert.equal(matterNamed(catalogue, matter.id)?.matter, matter);
  const stopped = { ...BARE, stopped: [matter] } as unknown as Catalogue;
  assert.deepEqual(recentMatters([state], stopped, 6).map((one) => one.name), ['社保补缴', '社保综合'], 'what is stopped is not offered');
  assert.equal(matterNamed(stopped, matter.id)?.name, matter.name, 'and keeps its name');
  assert.equal(matterNamed(catalogue, null), null);
  assert.equal(matterNamed(catalogue, ''), null);
});

test('the median is the one of the desk, and of fewer than five cases each is said', () => {
  for (const [lengths, name, words] of middles()) {
    const counter = { cases: lengths.map((handled) => ({ handled })) } as unknown as Parameters<typeof middleOf>[0];
    assert.deepEqual(middleOf(counter)[0], [name, words]);
  }
});
