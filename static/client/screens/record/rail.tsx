import type { EntryState, Span } from '../../journal/index';
import { formatDuration } from '../../journal/index';
import { catalogue, type WalkView } from '../../live/walks';
import { hourOf, sameDay, shortMoment } from '../../facts/dates';
import { now } from '../../live/now';
import { to } from '../../live/route';
import { problemsIn, stepName } from '../../facts/walk';
import { CERTAINTY, wordOf } from '../../facts/words';

/** Passed steps with their minutes; a tap leads to correcting the stamp. */
export function Rail({ view }: { view: WalkView }) {
  const { spans } = view.state;
  if (spans.length === 0) return null;
  return (
    <section class="card" aria-label="走过的环节">
      <ol class="rail">
        {spans.map((span, place) => (
          <Passed key={`${span.entry}-${place}`} view={view} span={span} before={spans[place - 1]} />
        ))}
      </ol>
    </section>
  );
}

interface PassedProps { view: WalkView; span: Span; before: Span | undefined }

function Passed({ view: { state, walk }, span, before }: PassedProps) {
  const here = span.ends === null;
  const sameAsBefore = before !== undefined && sameDay(before.begins, span.begins);
  const since = sameAsBefore ? hourOf(span.begins) : shortMoment(span.begins, now.peek());
  const problems = problemsIn(state, span);
  const length = formatDuration((span.ends ?? now.value) - span.begins);
  return (
    <li>
      <a class={`passed ${span.kind} ${here ? 'now' : ''}`} href={to('walk', walk, 'entry', span.entry)}>
        <span>
          {stepName(state, span, catalogue.value)}{' '}
          <span class="small quiet num">{since}{here && ' 起'}{problems > 0 && ` · ${problems} 个问题`}</span>
          <EntryMarks entry={state.entries[span.entry]} />
        </span>
        <span class="minutes">{length}</span>
      </a>
    </li>
  );
}

/** How a stamp came about, when it was not a plain tap with a sure clock. */
export function EntryMarks({ entry }: { entry: EntryState | undefined }) {
  if (!entry) return null;
  const marks = [
    entry.how === 'later' && '补记',
    entry.amended.some((field) => field !== 'void') && '已改',
    entry.certainty !== 'checked' && wordOf(CERTAINTY, entry.certainty),
    entry.flagged && '所依据的记录已划去',
  ].filter(Boolean);
  return <>{marks.map((mark) => <> <span class="mark">{mark}</span></>)}</>;
}
