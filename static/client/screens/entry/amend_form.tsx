import type { Change } from '../../journal/index';
import { useSignal } from '../../signal/hooks';
import { catalogue, viewOf, type WalkView } from '../../live/walks';
import { fromInput, inputValue } from '../../facts/dates';
import { fills } from '../../facts/opening';
import { typed, useDraft } from '../../live/draft';
import { TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { now } from '../../live/now';
import { leave } from '../../live/route';
import { offerUndo, save } from '../../live/saving';
import { asksOnly, strikeWords } from '../../facts/strike';
import { changeOf } from '../../facts/walk';
import { changesOf, CorrectedFields, nothingYet } from './corrections';

interface Props { view: WalkView; id: string; parent: string }

/** By the state of that moment: it names what was shown by then. Nothing to take back where a coordinator is to decide. */
async function takeBack(walk: string, id: string, value: boolean): Promise<boolean> {
  const state = viewOf(walk).peek()?.state;
  if (!state || state.entries[id]?.void === value) return false;
  return save(walk, [{ kind: 'amend', data: { target: id, set: changeOf(state, id, 'void', value), reason: 'undo' } }]);
}

/** Common reasons; a tap is quicker than typing in a queue. */
const REASONS = ['忘了按', '按错了', '按晚了', '写错了'];

export function AmendForm({ view, id, parent }: Props) {
  const { walk, state } = view;
  const entry = state.entries[id];
  const form = useDraft(`walk/${walk}/amend/${id}`, nothingYet);
  const wrong = useSignal('');
  if (!entry) return null;

  const asked = view.waiting.some((one) => one.target === id && 'void' in one.set);
  const before = inputValue(entry.time);
  const said = form.value.value;
  const opening = entry.kind === 'open';
  const give = (why: string): void => { form.change({ reason: why }); wrong.value = ''; };
  /** False when nothing was kept. */
  const amend = async (set: Record<string, Change>, reason = said.reason): Promise<boolean> => {
    if (!reason.trim()) { wrong.value = '请写一句为什么改；原来的记录会保留。'; return false; }
    return save(walk, [{ kind: 'amend', data: { target: id, set, reason } }]);
  };
  const strike = async (): Promise<void> => {
    if (!(await amend(changeOf(state, id, 'void', !entry.void)))) return;
    offerUndo(walk, words.done, () => takeBack(walk, id, entry.void));
    // The reason was given; a time or words typed beside it were not.
    form.change({ reason: '' });
    leave(parent);
  };
  const correct = async (): Promise<void> => {
    const time = said.time ?? before;
    const at = fromInput(time);
    // Screens tell the time by the second: of what was recorded just now they know nothing yet.
    if (at !== null && time !== before && at > now.value) { wrong.value = '请填一个已经过去的时间。'; return; }
    const changes = { ...(at !== null && time !== before && { at }), ...changesOf(entry, said) };
    const set = Object.entries(changes).map(([field, value]) => changeOf(state, id, field, value));
    if (set.length === 0) { wrong.value = '还没有改动什么。'; return; }
    const why = said.reason || (opening && !('at' in changes) && fills(entry.fields, changes) ? '补填' : '');
    if (!(await amend(Object.assign({}, ...set) as Record<string, Change>, why))) return;
    await form.drop();
    leave(parent);
  };
  const words = strikeWords(state, id, asksOnly(entry, catalogue.value, view.handled.get(id)));
  return (
    <Form label="更正" draft={form} onKeep={correct}>
      <h3>更正</h3>
      {opening && <CorrectedFields form={form} entry={entry} />}
      <TextField id="amend-time" label="改为时间" type="datetime-local" {...typed(form, 'time', before)} />
      {!opening && <CorrectedFields form={form} entry={entry} />}
      <TextField id="amend-reason" label="原因" required wrong={wrong.value} hint={opening ? '只是补上没写的，可以不填' : undefined}
        {...typed(form, 'reason')} onChange={give} />
      <div class="chips" role="group" aria-label="常用原因">
        {REASONS.map((word) => (
          <button type="button" class="button" key={word} onClick={() => give(word)}>{word}</button>
        ))}
      </div>
      <button type="submit" class="button primary big">存下更正</button>
      {!asked && (
        <>
          {words.follows && <p class="small">{words.follows}</p>}
          <button type="button" class="button bad wide" onClick={() => void strike()}>{words.button}</button>
        </>
      )}
    </Form>
  );
}
