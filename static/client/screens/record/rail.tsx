import type { Span } from '../../journal/index';
import { formatDuration, isInstant } from '../../journal/index';
import { catalogue, type WalkView } from '../../live/walks';
import { hourOf, sameDay, shortMoment } from '../../facts/dates';
import { minutesOf } from '../../facts/minutes';
import { now } from '../../live/now';
import { to } from '../../live/route';
import { EntryMarks } from '../../parts/entry_line';
import { foundIn, stepName } from '../../facts/walk';
import { Found } from './found';

/** Passed steps with their minutes, from the first to the last, and the problems found in each. */
export function Rail({ view }: { view: WalkView }) {
  const { state } = view;
  if (state.spans.length === 0) return null;
  const found = foundIn(state);
  return (
    <section class="card" aria-label="走过的环节">
      <ol class="rail">
        {state.spans.map((span, place) => (
          <li key={`${span.entry}-${place}`}>
            <Passed view={view} span={span} since={sinceOf(span, state.spans[place - 1])} />
            <Found view={view} ids={(found.get(span) ?? []).flatMap(([id]) => (state.problems.includes(id!) ? id! : []))} />
          </li>
        ))}
      </ol>
    </section>
  );
}

const sinceOf = ({ begins }: Span, before: Span | undefined): string =>
  (before && sameDay(before.begins, begins) ? hourOf(begins) : shortMoment(begins, now.peek()));

/** One of them; a tap leads to correcting the stamp. */
export function Passed({ view: { state, walk }, span, since }: { view: WalkView; span: Span; since: string }) {
  const here = span.ends === null;
  const length = isInstant(span) ? '' : formatDuration(minutesOf(state).get(span) ?? now.value - span.begins);
  return (
    <a class={`passed ${span.kind} ${here ? 'now' : ''}`} href={to('walk', walk, 'entry', span.entry)}>
      <span>
        {stepName(state, span, catalogue.value)}{' '}
        <span class="small quiet num">{since}{here && ' 起'}</span>
        <EntryMarks entry={state.entries[span.entry]} />
      </span>
      <span class="minutes">{length}</span>
    </a>
  );
}
