import { useSignal } from './signals';
import type { WalkState } from '../journal/index';
import type { WalkView } from './live';
import { held, TextField } from './field';
import { save } from './saving';

const REASONS = ['系统故障', '设备故障', '离岗', '用餐', '交接班'];

/** The instant (ms) the present pause began, or null. */
export function pausedSince(state: WalkState): number | null {
  return state.counter?.pauses.find((pause) => pause.ends === null)?.begins ?? null;
}

/** The big button of a pause. */
export function ContinueButton({ walk }: { walk: string }) {
  const press = (): void => void save(walk, [{ kind: 'continue', data: {} }], { undo: '已继续' });
  return <button type="button" class="button primary big" onClick={press}>继续</button>;
}

/** 「暂停」 with a reason. */
export function CounterPause({ view: { walk, state } }: { view: WalkView }) {
  const asking = useSignal(false);
  const reason = useSignal('');
  const pause = async (why: string): Promise<void> => {
    if (!why.trim()) return;
    if (await save(walk, [{ kind: 'pause', data: { reason: why } }], { undo: '已暂停' })) asking.value = false;
  };
  if (pausedSince(state) !== null) return null;
  if (!asking.value) {
    return <button type="button" class="button wide" onClick={() => { asking.value = true; }}>暂停</button>;
  }
  return (
    <section class="card stack" aria-label="暂停原因">
      <h2>为什么暂停</h2>
      <div class="chips">
        {REASONS.map((why) => (
          <button type="button" class="button" key={why} onClick={() => void pause(why)}>{why}</button>
        ))}
      </div>
      <TextField id="pause-reason" label="其他原因" {...held(reason)} />
      <div class="pair">
        <button type="button" class="button" onClick={() => { asking.value = false; }}>不暂停</button>
        <button type="button" class="button" disabled={!reason.value.trim()} onClick={() => void pause(reason.value)}>
          按此暂停
        </button>
      </div>
    </section>
  );
}
