import type { WalkView } from '../../live/walks';
import { keepAs, typed, useDraft } from '../../live/draft';
import { TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { keyFace, keyed } from '../../kit/keys';
import { leave } from '../../live/route';
import { save } from '../../live/saving';
import { Failure } from '../../kit/screen';
import { Sheet } from '../../kit/sheet';

const REASONS = ['系统故障', '设备故障', '离岗', '用餐', '交接班'];

/** The big button of a pause. */
export function ContinueButton({ walk }: { walk: string }) {
  const press = (): void => void save(walk, [{ kind: 'continue', data: {} }], { undo: '已继续' });
  return (
    <button type="button" class="button primary big" {...keyed('Z')} onClick={press}>继续{keyFace('Z')}</button>
  );
}

export function PauseSheet({ view: { walk }, parent }: { view: WalkView; parent: string }) {
  const form = useDraft(`walk/${walk}/pause`, () => ({ reason: '' }));
  const { reason } = form.value.value;
  const pause = async (why: string): Promise<void> => {
    if (await save(walk, [{ kind: 'pause', data: { reason: why } }], { undo: '已暂停' })) leave(parent);
  };
  const typedOne = async (): Promise<void> => {
    if (reason.trim() && await keepAs(form, walk, { kind: 'pause', data: { reason } }, '已暂停')) leave(parent);
  };
  return (
    <Sheet title="为什么暂停" parent={parent}>
      <Failure />
      <div class="pair">
        {REASONS.map((why) => (
          <button type="button" class="button" key={why} onClick={() => void pause(why)}>{why}</button>
        ))}
      </div>
      <Form draft={form} onKeep={typedOne}>
        <TextField id="pause-reason" label="其他原因" {...typed(form, 'reason')} />
        <button type="submit" class="button wide" disabled={!reason.trim()}>按此暂停</button>
      </Form>
    </Sheet>
  );
}
