/** 「更多」: any step skipped to or repeated, the clock stopped, a stamp added later, the walk ended. */
import type { WalkState } from '../../journal/index';
import { catalogue, type WalkView } from '../../live/walks';
import { Meaning } from '../../parts/meaning';
import { DiscreetSwitch } from '../../parts/discreet_switch';
import { keepAs, typed, useDraft } from '../../live/draft';
import { Drafted } from '../../kit/drafted';
import { TextField } from '../../kit/field';
import { leave, replace, to } from '../../live/route';
import { save } from '../../live/saving';
import { Failure } from '../../kit/screen';
import { Sheet } from '../../kit/sheet';
import { stampReturn, stampStep } from '../../live/stamp';
import { finish } from './finishing';
import { useRef } from '../../signal/hooks';
import { awayWords, stageNow, stepName, templateOf } from '../../facts/walk';

interface Props { view: WalkView; parent: string }

export function MoreSheet({ view, view: { state, walk }, parent }: Props) {
  const steps = templateOf(state, catalogue.value);
  const leaving = awayWords(state);
  const after = async (done: Promise<boolean>): Promise<void> => { if (await done) leave(parent); };
  const instead = (...part: string[]) => (): void => replace(to('walk', walk, ...part));
  return (
    <Sheet title="更多" parent={parent}>
      <Failure />
      <h3>换环节</h3>
      <p class="small quiet">可以跳过或重复，从现在算起。</p>
      <div class="pair">
        {steps.map((step) => (
          <button type="button" class="button" key={step.step} onClick={() => void after(stampStep(view, step))}>
            {step.name}
          </button>
        ))}
      </div>
      {state.away && (
        <button type="button" class="button wide" onClick={() => void after(stampReturn(view))}>
          {leaving.back}{goesOn(state)}
        </button>
      )}
      <h3>补记</h3>
      <button type="button" class="button wide" onClick={instead('later')}>补记漏掉的</button>
      {state.open?.fields['mode'] === 'delegate' && (
        <>
          <p class="small quiet">授权材料：{papersOf(state) ? `已拍 ${papersOf(state)} 张。` : '还没有拍。'}</p>
          <button type="button" class="button wide" onClick={instead('paper')}>拍授权材料</button>
        </>
      )}
      <h3>全部记录</h3>
      <button type="button" class="button wide" onClick={instead('record')}>查看全部记录</button>
      {state.open && (
        <button type="button" class="button wide" onClick={instead('entry', state.open.entry)}>更正事项、方式、地点等</button>
      )}
      <Suspension view={view} parent={parent} />
      <h3>结束或作废</h3>
      <p class="small quiet">只是今天先走，请用「{leaving.leave}」；「全程结束」表示办完或不再办。</p>
      <button type="button" class="button wide" onClick={() => void after(finish(view))}>全程结束</button>
      {state.open && (
        <button type="button" class="button wide" onClick={instead('entry', state.open.entry)}>作废这次走流程</button>
      )}
      <DiscreetSwitch />
    </Sheet>
  );
}

/** What 「再次到场」 alone means: the step that was left runs on. */
const goesOn = (state: WalkState): string => {
  const left = state.reached === 'end' ? undefined : stageNow(state);
  return left ? ` · 接着${stepName(state, left, catalogue.value)}` : '';
};

const papersOf = ({ photos, entries, open }: WalkState): number =>
  photos.filter((id) => entries[id]?.fields['of'] === open?.entry && entries[id]?.fields['restricted'] === true).length;

/** Special procedures (hearing, expert review …) stop the office's clock until they are over. */
function Suspension({ view: { walk, state }, parent }: Props) {
  const form = useDraft(`walk/${walk}/suspend`, () => ({ reason: '' }));
  // As it was when the sheet opened: until it closes, nothing else comes under a thumb that trembles.
  const stopped = useRef(state.stopped.some((one) => one.why === 'suspended' && one.ends === null)).current!;
  const stamping = useRef(false);
  const stamp = async (): Promise<void> => {
    if (stamping.current) return;
    stamping.current = true;
    const done = stopped ? save(walk, [{ kind: 'resumed', data: {} }], { undo: '已恢复计时' })
      : keepAs(form, walk, { kind: 'suspended', data: form.value.peek() }, '已停表');
    stamping.current = await done;
    if (stamping.current) leave(parent);
  };
  return (
    <>
      <h3>{stopped ? '办理计时已停' : '停表'}</h3>
      <Meaning of={['suspended']} />
      {!stopped && (
        <Drafted form={form}>
          <TextField id="suspend-reason" label="停表原因" hint="例如：听证、现场勘验" {...typed(form, 'reason')} />
        </Drafted>
      )}
      <button type="button" class="button wide" onClick={() => void stamp()}>{stopped ? '恢复计时' : '停表'}</button>
    </>
  );
}
