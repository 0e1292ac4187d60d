/** 「记一笔」: anything worth keeping that is neither a problem nor a need. */
import { useSignal } from '../../signal/hooks';
import type { WalkView } from '../../live/walks';
import { giveUp, keepAs, typed, useDraft } from '../../live/draft';
import { TextField } from '../../kit/field';
import { FormFoot, FormScreen } from '../../kit/form_screen';
import { formHash, leave } from '../../live/route';
import { useAddition } from './addition';

export function NoteForm({ view, inCase }: { view: WalkView; inCase: string | null }) {
  const { walk } = view;
  const { parent, key, about, name } = useAddition(view, inCase);
  const form = useDraft(`${key}/note`, () => ({ text: '' }));
  const wrong = useSignal('');
  const { text } = form.value.value;
  const discard = async (): Promise<void> => { await giveUp(form, walk, formHash(walk, inCase, 'note')); leave(parent); };
  const keep = async (): Promise<void> => {
    if (!text.trim()) { wrong.value = '还没有写。'; return; }
    if (await keepAs(form, walk, { kind: 'note', data: { text, ...about } }, '已记一笔')) leave(parent);
  };
  return (
    <FormScreen title="记一笔" parent={parent} side={name} draft={form} onKeep={keep}
      foot={<FormFoot onDiscard={text ? discard : undefined} />}>
      <TextField id="text" label="记什么" long required wrong={text.trim() ? '' : wrong.value} {...typed(form, 'text')} />
    </FormScreen>
  );
}
