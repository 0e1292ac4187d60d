/** 「其他环节」: any step skipped to or repeated, the clock stopped, a stamp added later, the walk ended. */
import type { WalkState } from '../../journal/index';
import { catalogue, type WalkView } from '../../live/walks';
import { DiscreetSwitch } from '../../parts/discreet_switch';
import { keepAs, typed, useDraft } from '../../live/draft';
import { Drafted } from '../../kit/drafted';
import { TextField } from '../../kit/field';
import { leave, replace, to } from '../../live/route';
import { save } from '../../live/saving';
import { Failure } from '../../kit/screen';
import { Sheet } from '../../kit/sheet';
import { stampFinish, stampReturn, stampStep } from '../../live/stamp';
import { awayWords, templateOf } from '../../facts/walk';

interface Props { view: WalkView; parent: string }

export function MoreSheet({ view, parent }: Props) {
  const steps = templateOf(view.state, catalogue.value);
  const after = async (done: Promise<boolean>): Promise<void> => { if (await done) leave(parent); };
  const instead = (...part: string[]) => (): void => replace(to('walk', view.walk, ...part));
  return (
    <Sheet title="其他环节" parent={parent}>
      <Failure />
      <h3>现在进入</h3>
      <p class="small quiet">可以跳过或重复。</p>
      <div class="pair">
        {steps.map((step) => (
          <button type="button" class="button" key={step.step} onClick={() => void after(stampStep(view, step))}>
            {step.name}
          </button>
        ))}
      </div>
      <Suspension view={view} parent={parent} />
      {view.state.open?.fields['mode'] === 'delegate' && (
        <>
          <h3>授权材料</h3>
          <p class="small quiet">{papersOf(view.state) ? `已拍 ${papersOf(view.state)} 张。` : '还没有拍。'}</p>
          <button type="button" class="button wide" onClick={instead('paper')}>拍授权材料</button>
        </>
      )}
      <h3>补记与结束</h3>
      {view.state.away && (
        <button type="button" class="button wide" onClick={() => void after(stampReturn(view))}>
          {awayWords(view.state).back}
        </button>
      )}
      <button type="button" class="button wide" onClick={instead('later')}>补记一个环节</button>
      <button type="button" class="button wide" onClick={instead('record')}>查看全部记录</button>
      <button type="button" class="button wide" onClick={() => void after(stampFinish(view))}>全程结束</button>
      {view.state.open && (
        <button type="button" class="button wide" onClick={instead('entry', view.state.open.entry)}>作废这次走流程</button>
      )}
      <p class="small quiet">只是今天先走，请用「{awayWords(view.state).leave}」；「全程结束」表示办完或不再办。</p>
      <DiscreetSwitch />
    </Sheet>
  );
}

const papersOf = ({ photos, entries, open }: WalkState): number =>
  photos.filter((id) => entries[id]?.fields['of'] === open?.entry && entries[id]?.fields['restricted'] === true).length;

/** Special procedures (hearing, expert review …) stop the office's clock until they are over. */
function Suspension({ view: { walk, state }, parent }: Props) {
  const form = useDraft(`walk/${walk}/suspend`, () => ({ reason: '' }));
  const stopped = state.stopped.some((one) => one.why === 'suspended' && one.ends === null);
  const stamp = async (): Promise<void> => {
    const done = stopped ? save(walk, [{ kind: 'resumed', data: {} }], { undo: '已恢复计时' })
      : keepAs(form, walk, { kind: 'suspended', data: form.value.peek() }, '已停表');
    if (await done) leave(parent);
  };
  return (
    <>
      <h3>{stopped ? '办理计时已停' : '办理计时'}</h3>
      {!stopped && (
        <Drafted form={form}>
          <TextField id="suspend-reason" label="停表原因" hint="例如：听证、现场勘验" {...typed(form, 'reason')} />
        </Drafted>
      )}
      <button type="button" class="button wide" onClick={() => void stamp()}>{stopped ? '恢复计时' : '停表'}</button>
    </>
  );
}
