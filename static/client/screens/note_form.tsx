/** 「记一笔」: anything worth keeping that is neither a problem nor a need. */
import { useSignal } from './signals';
import type { WalkView } from './live';
import { keepAs, typed, useDraft } from './draft';
import { TextField } from './field';
import { FormFoot, FormScreen } from './form_screen';
import { leave, to } from './route';

export function NoteForm({ view: { walk } }: { view: WalkView }) {
  const form = useDraft(`walk/${walk}/note`, () => ({ text: '' }));
  const wrong = useSignal('');
  const { text } = form.value.value;
  const discard = async (): Promise<void> => { await form.drop(); leave(to('walk', walk)); };
  const keep = async (): Promise<void> => {
    if (!text.trim()) { wrong.value = '还没有写。'; return; }
    if (await keepAs(form, walk, { kind: 'note', data: { text } }, '已记一笔')) leave(to('walk', walk));
  };
  if (!form.ready.value) return null;
  return (
    <FormScreen title="记一笔" walk={walk} foot={<FormFoot onDiscard={text ? discard : undefined} />} onKeep={keep}>
      <TextField id="text" label="记什么" long required wrong={text.trim() ? '' : wrong.value} {...typed(form, 'text')} />
    </FormScreen>
  );
}
