import type { KindOfTime, Totals } from '../journal/index';
import { formatDuration } from '../journal/index';
import { KINDS, wordOf } from '../facts/words';

const SHOWN = Object.keys(KINDS) as KindOfTime[];

/** A pattern beside the hue: lines for waiting, dots for own work, a cross for the office, hatching for away. */
const PATTERN: Partial<Record<KindOfTime, string>> = {
  waiting: 'M0 4h8', own_work: 'M3 4h2', office: 'M4 0v8M0 4h8', away: 'M0 8L8 0',
};

export const Patterns = () => (
  <defs>
    {SHOWN.map((kind) => (
      <pattern key={kind} id={`p-${kind}`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" class={kind} /><path class="hatch" d={PATTERN[kind] ?? ''} stroke-width="1" />
      </pattern>
    ))}
  </defs>
);

/** Closed lengths of each kind of time, to scale, with their words below. */
export function TimeBar({ totals }: { totals: Totals }) {
  const whole = SHOWN.reduce((sum, kind) => sum + totals[kind], 0);
  if (whole === 0) return null;
  let left = 0;
  const parts = SHOWN.filter((kind) => totals[kind] > 0).map((kind) => {
    const width = (totals[kind] / whole) * 100;
    left += width;
    return { kind, width, x: left - width };
  });
  return (
    <>
      <svg class="times" role="img" aria-label="各类时间占比">
        <Patterns />
        {parts.map(({ kind, x, width }) => (
          <rect key={kind} x={`${x}%`} width={`${width}%`} height="100%" fill={`url(#p-${kind})`} />
        ))}
      </svg>
      <ul class="key">
        {parts.map(({ kind }) => (
          <li key={kind}>
            <svg aria-hidden="true"><rect width="100%" height="100%" fill={`url(#p-${kind})`} /></svg>
            <span class="num">{wordOf(KINDS, kind)} {formatDuration(totals[kind])}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
