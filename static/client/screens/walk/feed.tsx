import type { Span } from '../../journal/index';
import type { WalkView } from '../../live/walks';
import { begunAt, sameDay, shortMoment } from '../../facts/dates';
import { foundIn } from '../../facts/walk';
import { now } from '../../live/now';
import { useEffect, useRef } from '../../signal/hooks';
import { Found } from '../record/found';
import { Passed } from '../record/rail';

/**
 * The day's stages, and what was found in each. The latest stands first: what runs and what was just written down are
 * in sight under the clock, and nothing has to be scrolled for it. Whoever stands in a queue has no use for the days
 * before: they are folded. What was struck out is in 「全部记录」.
 */
export function Feed({ view }: { view: WalkView }) {
  const { spans } = view.state;
  const top = useRef<HTMLElement>(null);
  // Who had scrolled sees the stage that begins; the thumb's buttons are in the foot, and do not move.
  useEffect(() => top.current?.closest('.content')?.scrollTo(0, 0), [spans.length]);
  const found = foundIn(view.state);
  const last = spans[spans.length - 1];
  if (!last && found.size === 0) return <p class="empty">记下的列在这里，新的在上面。</p>;
  const days = (shown: boolean): Span[] => spans.filter(({ begins }) => sameDay(begins, last!.begins) === shown);
  const [today, before] = [days(true), days(false)];
  const under = (span?: Span) => <Found view={view} ids={[...found.get(span) ?? []].reverse().flat()} />;
  const stages = (shown: Span[]) => (
    <ol class="rail" reversed>
      {shown.reverse().map((span) => (
        <li key={`${span.entry}-${spans.indexOf(span)}`}>
          <Passed view={view} span={span} since={(span.ends === null ? begunAt : shortMoment)(span.begins, now.peek())} />
          {under(span)}
        </li>
      ))}
    </ol>
  );
  return (
    <section class="card" aria-label="走过的环节" ref={top}>
      {last && stages(today)}
      {before.length === 0 ? under() : (
        <details class="fold">
          <summary class="row"><strong>前几天的 {before.length} 个环节</strong></summary>
          {stages(before)}
          {under()}
        </details>
      )}
    </section>
  );
}
