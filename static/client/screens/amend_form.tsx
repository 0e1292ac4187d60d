import { useSignal } from './signals';
import type { WalkView } from './live';
import { fromInput, inputValue } from './dates';
import { held, TextField } from './field';
import { Form } from './form';
import { now } from './now';
import { leave } from './route';
import { save } from './saving';
import { changeOf } from './walk_facts';
import { FIELDS, wordOf } from './words';

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
  const typed = TYPED[entry?.kind ?? ''];
  const time = useSignal(inputValue(entry?.time ?? 0));
  const text = useSignal(String(entry?.fields[typed ?? ''] ?? ''));
  const reason = useSignal('');
  const wrong = useSignal('');
  if (!entry) return null;

  const asked = view.waiting.some((one) => one.target === id && 'void' in one.set);
  const give = (why: string): void => { reason.value = why; wrong.value = ''; };
  const amend = async (set: object): Promise<void> => {
    if (!reason.value.trim()) { wrong.value = '请写一句为什么改；原来的记录会保留。'; return; }
    const data = { target: id, set, reason: reason.value };
    if (await save(walk, [{ kind: 'amend', data }])) leave(parent);
  };
  const correct = (): void => {
    const at = fromInput(time.value);
    if (at !== null && at > now.value) { wrong.value = '请填一个已经过去的时间。'; return; }
    const set = {
      ...(at !== null && time.value !== inputValue(entry.time) && changeOf(state, id, 'at', at)),
      ...(typed && text.value !== String(entry.fields[typed] ?? '') && changeOf(state, id, typed, text.value.trim())),
    };
    if (Object.keys(set).length === 0) { wrong.value = '还没有改动什么。'; return; }
    void amend(set);
  };
  return (
    <Form label="更正" onKeep={correct}>
      <h3>更正</h3>
      <TextField id="amend-time" label="改为时间" type="datetime-local" {...held(time)} />
      {typed && (
        <TextField id="amend-text" label={`改${wordOf(FIELDS, typed)}`} long={typed === 'text'} {...held(text)} />
      )}
      <TextField id="amend-reason" label="原因" required value={reason.value} wrong={wrong.value} onChange={give} />
      <div class="chips" role="group" aria-label="常用原因">
        {REASONS.map((word) => (
          <button type="button" class="button" key={word} onClick={() => give(word)}>{word}</button>
        ))}
      </div>
      <button type="submit" class="button primary big">存下更正</button>
      {!asked && (
        <button type="button" class="button bad wide" onClick={() => void amend(changeOf(state, id, 'void', !entry.void))}>
          {entry.void ? '恢复这一条' : '划去这一条'}
        </button>
      )}
    </Form>
  );
}
