/** Reads one walk per line, {"walk", "entries"}, and writes as one line what the phone's screens say of its time. */

import { createInterface } from 'node:readline';
import { middleOf } from '../../static/client/facts/counter';
import { piecesOf, usesSaid } from '../../static/client/facts/counter_day';
import { kindsSaid, minutesOf, sessionMinutes } from '../../static/client/facts/minutes';
import { stopsOf } from '../../static/client/facts/summary';
import { calledOf, fold, formatDuration, isInstant, type Known, readBody, type WalkState } from '../../static/client/journal/index';

interface Line { walk: string; entries: Array<{ id: string; body: string }> }

const words = (ms: number | undefined): string | null => (ms === undefined ? null : formatDuration(ms));

function said(state: WalkState) {
  const { begins, ends, spans, counter } = state;
  const whole = begins !== null && ends !== null ? formatDuration(ends - begins) : null;
  if (!counter) {
    const minutes = minutesOf(state);
    return {
      whole, totals: kindsSaid(state).map(([, one]) => one),
      stops: stopsOf(state).map(([word, one], place) => [word, state.stopped[place]!.ends === null ? null : one.split(' · ')[1]]),
      spans: spans.map((span) => (isInstant(span) ? '—' : words(minutes.get(span)))),
    };
  }
  const minutes = sessionMinutes(counter);
  return {
    whole, middle: middleOf(counter), uses: usesSaid(counter, piecesOf(state, ends ?? 0)).map(([, one]) => one),
    idle: words(minutes.get('idle')), unobserved: words(minutes.get('unobserved')), pauses: counter.pauses.length,
    cases: calledOf(counter.cases).map((one) => [words(minutes.get(one)), one.paused > 0 ? words(minutes.get(one.case)) : '']),
  };
}

for await (const text of createInterface({ input: process.stdin })) {
  const { walk, entries } = JSON.parse(text) as Line;
  const known: Known[] = entries.map(({ id, body }) => ({ id, at_server: null, body: readBody(body) }));
  process.stdout.write(`${JSON.stringify(said(fold(known, walk)))}\n`);
}
