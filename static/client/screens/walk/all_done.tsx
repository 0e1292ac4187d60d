/** With the result in hand most walks are over, and few remember to say so: asked once, and never again of this walk. */
import { useSignal } from '../../signal/hooks';
import { isInstant } from '../../journal/index';
import type { WalkView } from '../../live/walks';
import { finish } from './finishing';

const KEY = 'zlc.asked';
const MOST = 40;

const asked = (): string[] => (localStorage.getItem(KEY) ?? '').split(' ');

export function AllDone({ view }: { view: WalkView }) {
  const { state, walk } = view;
  const no = useSignal(asked().includes(walk));
  // 办结 that has still to be fetched is not all.
  const last = state.reached === 'end' && (state.result === 'refused' || state.spans.some(isInstant));
  if (!last || no.value) return null;
  const decline = (): void => {
    localStorage.setItem(KEY, [...asked(), walk].slice(-MOST).join(' '));
    no.value = true;
  };
  return (
    <section class="banner stack" aria-label="都办完了吗">
      <p>有了结果。都办完了吗？</p>
      <div class="pair">
        <button type="button" class="button" onClick={decline}>还有事</button>
        <button type="button" class="button" onClick={() => void finish(view)}>都办完了</button>
      </div>
    </section>
  );
}
