/** 「记一笔」: anything worth keeping that is neither a problem nor a need. */
import { useSignal } from './signals';
import type { WalkView } from './live';
import { typed, useDraft } from './draft';
import { TextField } from './field';
import { FormFoot, FormScreen } from './form_screen';
import { leave, to } from './route';
import { save } from './saving';

export function NoteForm({ view: { walk } }: { view: WalkView }) {
  const key = `walk/${walk}/note`;
  const form = useDraft(key, () => ({ text: '' }));
  const wrong = useSignal('');
  const { text } = form.value.value;
  const done = async (): Promise<void> => { await form.drop(); leave(to('walk', walk)); };
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!text.trim()) { wrong.value = '还没有写。'; return; }
    if (await save(walk, [{ kind: 'note', data: { text } }], { draft: key, undo: '已记一笔' })) await done();
  };
  if (!form.ready.value) return null;
  return (
    <FormScreen title="记一笔" walk={walk} foot={<FormFoot onDiscard={text ? done : undefined} />} onSubmit={keep}>
      <TextField id="text" label="记什么" long required wrong={text.trim() ? '' : wrong.value} {...typed(form, 'text')} />
    </FormScreen>
  );
}
