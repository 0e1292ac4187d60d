import type { WalkView } from '../../live/walks';
import { lacking } from '../../facts/opening';
import { GoButton } from '../../kit/go_button';
import { to } from '../../live/route';

/** 「还缺」: what the opening should say and does not; said until it does, and never in the way. */
export function Lacking({ view: { walk, state: { open, status } } }: { view: WalkView }) {
  const missing = open && status !== 'void' ? lacking(open.fields) : [];
  if (!open || missing.length === 0) return null;
  return (
    <p class="banner amber again">
      <span class="grow"><strong>还缺</strong>：{missing.join('、')}</span>
      <GoButton hash={to('walk', walk, 'entry', open.entry)}>补上</GoButton>
    </p>
  );
}
