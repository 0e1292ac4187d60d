import { useSignal } from './signals';
import type { WalkView } from './live';
import { held, TextField } from './field';
import { Form } from './form';
import { keyFace, keyed } from './keys';
import { leave } from './route';
import { save } from './saving';
import { Failure } from './screen';
import { Sheet } from './sheet';

const REASONS = ['系统故障', '设备故障', '离岗', '用餐', '交接班'];

/** The big button of a pause. */
export function ContinueButton({ walk }: { walk: string }) {
  const press = (): void => void save(walk, [{ kind: 'continue', data: {} }], { undo: '已继续' });
  return (
    <button type="button" class="button primary big" {...keyed('Z')} onClick={press}>继续{keyFace('Z')}</button>
  );
}

/** 「暂停」 with a reason. */
export function PauseSheet({ view: { walk }, parent }: { view: WalkView; parent: string }) {
  const reason = useSignal('');
  const pause = async (why: string): Promise<void> => {
    if (!why.trim()) return;
    if (await save(walk, [{ kind: 'pause', data: { reason: why } }], { undo: '已暂停' })) leave(parent);
  };
  return (
    <Sheet title="为什么暂停" parent={parent}>
      <Failure />
      <div class="pair">
        {REASONS.map((why) => (
          <button type="button" class="button" key={why} onClick={() => void pause(why)}>{why}</button>
        ))}
      </div>
      <Form onKeep={() => pause(reason.value)}>
        <TextField id="pause-reason" label="其他原因" {...held(reason)} />
        <button type="submit" class="button wide" disabled={!reason.value.trim()}>按此暂停</button>
      </Form>
    </Sheet>
  );
}
