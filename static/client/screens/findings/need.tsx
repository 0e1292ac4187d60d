/** 「记需求」: what applicants or staff ask for. */
import { useSignal } from '../../signal/hooks';
import type { WalkView } from '../../live/walks';
import { giveUp, keepAs, typed, useDraft } from '../../live/draft';
import { Chips, options, TextField } from '../../kit/field';
import { FormFoot, FormScreen } from '../../kit/form_screen';
import { formHash, leave } from '../../live/route';
import { useAddition } from './addition';
import { NEEDS } from '../../facts/words';

export function NeedForm({ view, inCase }: { view: WalkView; inCase: string | null }) {
  const { walk } = view;
  const { parent, key, about, name } = useAddition(view, inCase);
  const form = useDraft(`${key}/need`, () => ({ from: 'public', text: '' }));
  const wrong = useSignal('');
  const { from, text } = form.value.value;
  const discard = async (): Promise<void> => { await giveUp(form, walk, formHash(walk, inCase, 'need')); leave(parent); };
  const keep = async (): Promise<void> => {
    if (!text.trim()) { wrong.value = '请写一句希望什么。'; return; }
    if (await keepAs(form, walk, { kind: 'need', data: { from, text, ...about } }, '需求已存下')) leave(parent);
  };
  return (
    <FormScreen title="记需求" parent={parent} side={name} draft={form} onKeep={keep}
      foot={<FormFoot onDiscard={text ? discard : undefined} />}>
      <Chips legend="谁提的" name="from" options={options(NEEDS)} layout="even" {...typed(form, 'from')} />
      <TextField id="text" label="希望什么" hint="不写姓名和电话" long required wrong={text.trim() ? '' : wrong.value}
        {...typed(form, 'text')} />
    </FormScreen>
  );
}
