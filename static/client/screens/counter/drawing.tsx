import type { WalkState } from '../../journal/index';
import { caseLine } from '../../facts/counter';
import { HOUR, hoursOf, LOOK, piecesOf, USES, usesSaid, type Hours, type Piece } from '../../facts/counter_day';
import { dayOf, hourOf } from '../../facts/dates';
import { now } from '../../live/now';
import { Key, patternOf } from '../../parts/time_bar';

const hourWord = (at: number): string => hourOf(at).slice(0, 2);

/** 「09」, 「12–14」, and the day where a row is longer than one. */
function label({ begins, ends }: Hours): string {
  if (ends - begins > 24 * HOUR) return dayOf(begins).split(' ')[0] ?? '';
  return ends - begins > HOUR ? `${hourWord(begins)}–${hourWord(ends)}` : hourWord(begins);
}

/** Each case a bar on the hours of its day; what lies between told apart by pattern and by the words below. */
export function Drawing({ state }: { state: WalkState }) {
  const { counter } = state;
  const pieces = piecesOf(state, now.value);
  if (!counter || pieces.length === 0) return null;
  const uses = usesSaid(counter, pieces);
  const bar = (row: Hours, { use, begins, ends, one }: Piece) => {
    const whole = row.ends - row.begins;
    const place = { x: `${(begins - row.begins) / whole * 100}%`, width: `${(ends - begins) / whole * 100}%`, height: '100%' };
    return (
      <rect key={begins} {...place} fill={patternOf(LOOK[use])} class={one?.result === 'unrecorded' ? 'edge torn' : 'edge'}>
        <title>{one ? caseLine(counter, one) : USES[use]}</title>
      </rect>
    );
  };
  return (
    <section class="card stack" aria-label="时间去向">
      <h2>时间去向</h2>
      <div class="hours" role="img" aria-label={`按小时画的时间去向：${uses.map(([, words]) => words).join('，')}`}>
        {hoursOf(pieces).map((row) => (
          <div class="hour" key={row.begins}>
            <span class="num">{label(row)}</span>
            <svg>{row.parts.map((one) => bar(row, one))}</svg>
          </div>
        ))}
      </div>
      <Key parts={uses} />
      <p class="small quiet">一行一小时，一格一件，虚线框的未记结果。</p>
    </section>
  );
}
