import type { WalkState } from '../journal/index';
import { kindsSaid, type KindSaid } from '../facts/minutes';
import { PATTERN } from '../facts/patterns';

const Patterns = () => (
  <defs>
    {Object.keys(PATTERN).map((kind) => (
      <pattern key={kind} id={`p-${kind}`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" class={kind} /><path class="hatch" d={PATTERN[kind]} />
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
