import type { WalkState } from '../journal/index';
import { kindsSaid, type KindSaid } from '../facts/minutes';
import { KINDS } from '../facts/words';

/** A pattern beside the hue: lines for waiting, dots for own work, a cross for the office, hatching for away. */
const PATTERN: Record<string, string> = {
  waiting: 'M0 4h8', own_work: 'M3 4h2', office: 'M4 0v8M0 4h8', away: 'M0 8L8 0',
};

const Patterns = () => (
  <defs>
    {Object.keys(KINDS).map((kind) => (
      <pattern key={kind} id={`p-${kind}`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" class={kind} /><path class="hatch" d={PATTERN[kind] ?? ''} stroke-width="1" />
      </pattern>
    ))}
  </defs>
);

export const patternOf = (kind: string): string => `url(#p-${kind})`;

/** What the patterns of a drawing stand for; the drawing uses them too. */
export const Key = ({ parts }: { parts: KindSaid[] }) => (
  <ul class="key">
    {parts.map(([kind, words], place) => (
      <li key={kind}>
        <svg aria-hidden="true">{place === 0 && <Patterns />}
          <rect width="100%" height="100%" class="edge" fill={patternOf(kind)} /></svg>
        <span class="num">{words}</span>
      </li>
    ))}
  </ul>
);

/** Closed lengths of each kind of time, to scale, with their words below; what no stamp belongs to is left blank. */
export function TimeBar({ state }: { state: WalkState }) {
  const parts = kindsSaid(state);
  const whole = parts.reduce((sum, [, , length]) => sum + length, 0);
  if (whole === 0) return null;
  let left = 0;
  return (
    <>
      <svg class="times" role="img" aria-label="各类时间占比">
        {parts.map(([kind, , length]) => {
          const x = `${(left / whole) * 100}%`;
          left += length;
          return <rect key={kind} x={x} width={`${(length / whole) * 100}%`} height="100%" fill={patternOf(kind)} />;
        })}
      </svg>
      <Key parts={parts} />
    </>
  );
}
