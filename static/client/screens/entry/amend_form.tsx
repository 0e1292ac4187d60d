import { useSignal } from '../../signal/hooks';
import type { WalkView } from '../../live/walks';
import { fromInput, inputValue } from '../../facts/dates';
import { typed, useDraft } from '../../live/draft';
import { TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { now } from '../../live/now';
import { leave } from '../../live/route';
import { save } from '../../live/saving';
import { changeOf } from '../../facts/walk';
import { FIELDS, wordOf } from '../../facts/words';

interface Correction { time: string | null; text: string | null; reason: string }
interface Props { view: WalkView; id: string; parent: string }

/** The one field of each kind that is typed, and so mistyped. */
const TYPED: Record<string, string> = {
  problem: 'text', need: 'text', note: 'text', ticket: 'number', photo: 'caption', material: 'name',
  intermediary: 'name', outcome: 'reason', check: 'note',
};

/** Common reasons; a tap is quicker than typing in a queue. */
const REASONS = ['忘了按', '按错了', '按晚了', '写错了'];

export function AmendForm({ view, id, parent }: Props) {
  const { walk, state } = view;
  const entry = state.entries[id];
  const field = TYPED[entry?.kind ?? ''];
  // Null is what is recorded, also when somebody else changes it meanwhile: what was typed here stays.
  const form = useDraft<Correction>(`walk/${walk}/amend/${id}`, () => ({ time: null, text: null, reason: '' }));
  const wrong = useSignal('');
  if (!entry) return null;

  const asked = view.waiting.some((one) => one.target === id && 'void' in one.set);
  const before = { time: inputValue(entry.time), text: String(entry.fields[field ?? ''] ?? '') };
  const { reason, ...said } = form.value.value;
  const [time, text] = [said.time ?? before.time, said.text ?? before.text];
  const give = (why: string): void => { form.change({ reason: why }); wrong.value = ''; };
  /** False when nothing was kept. */
  const amend = async (set: object): Promise<boolean> => {
    if (!reason.trim()) { wrong.value = '请写一句为什么改；原来的记录会保留。'; return false; }
    return save(walk, [{ kind: 'amend', data: { target: id, set, reason } }]);
  };
  const strike = async (): Promise<void> => {
    if (!(await amend(changeOf(state, id, 'void', !entry.void)))) return;
    // The reason was given; a time or words typed beside it were not.
    form.change({ reason: '' });
    leave(parent);
  };
  const correct = async (): Promise<void> => {
    const at = fromInput(time);
    if (at !== null && at > now.value) { wrong.value = '请填一个已经过去的时间。'; return; }
    const set = {
      ...(at !== null && time !== before.time && changeOf(state, id, 'at', at)),
      ...(field && text !== before.text && changeOf(state, id, field, text.trim())),
    };
    if (Object.keys(set).length === 0) { wrong.value = '还没有改动什么。'; return; }
    if (!(await amend(set))) return;
    await form.drop();
    leave(parent);
  };
  return (
    <Form label="更正" draft={form} onKeep={correct}>
      <h3>更正</h3>
      <TextField id="amend-time" label="改为时间" type="datetime-local" {...typed(form, 'time', before.time)} />
      {field && (
        <TextField id="amend-text" label={`改${wordOf(FIELDS, field)}`} long={field === 'text'} {...typed(form, 'text', before.text)} />
      )}
      <TextField id="amend-reason" label="原因" required wrong={wrong.value} {...typed(form, 'reason')} onChange={give} />
      <div class="chips" role="group" aria-label="常用原因">
        {REASONS.map((word) => (
          <button type="button" class="button" key={word} onClick={() => give(word)}>{word}</button>
        ))}
      </div>
      <button type="submit" class="button primary big">存下更正</button>
      {!asked && (
        <button type="button" class="button bad wide" onClick={() => void strike()}>
          {entry.void ? '恢复这一条' : '划去这一条'}
        </button>
      )}
    </Form>
  );
}
