import { useSignal } from '../../signal/hooks';
import type { WalkView } from '../../live/walks';
import { valueWords } from './values';
import { typed, useDraft } from '../../live/draft';
import { Drafted } from '../../kit/drafted';
import { TextField } from '../../kit/field';
import { Unfolding } from '../../kit/unfolding';
import { save } from '../../live/saving';
import { changeOf } from '../../facts/walk';
import { SHORT, shortened } from '../../facts/shortened';
import { FIELDS, wordOf } from '../../facts/words';

/** Two people changed the same thing without knowing of each other: nobody is overwritten, a person decides. */
export function ConflictForms({ view, id }: { view: WalkView; id: string }) {
  const form = useDraft(`walk/${view.walk}/conflict/${id}`, () => ({ reason: '' }));
  const wrong = useSignal('');
  const conflicts = view.state.conflicts.filter((conflict) => conflict.target === id);
  if (conflicts.length === 0) return null;
  const decide = async (field: string, value: unknown): Promise<void> => {
    const { reason } = form.value.peek();
    if (!reason.trim()) { wrong.value = '请写一句为什么以它为准。'; return; }
    const data = { target: id, set: changeOf(view.state, id, field, value), reason };
    // One reason may be meant for more than one of them.
    if (await save(view.walk, [{ kind: 'amend', data }]) && conflicts.length === 1) await form.drop();
  };
  return (
    <section class="banner amber" aria-label="两种说法">
      <h3>有两种说法，待决定</h3>
      <Drafted form={form}>
        <TextField id="conflict-reason" label="决定的原因" wrong={wrong.value} {...typed(form, 'reason')}
          onChange={(reason) => { form.change({ reason }); wrong.value = ''; }} />
      </Drafted>
      {conflicts.map((conflict) => (
        <div class="stack" key={conflict.field}>
          <p>{wordOf(FIELDS, conflict.field)}</p>
          {conflict.values.map((value, place) => {
            const words = valueWords(conflict.field, value);
            return (
              <div class="stack" key={conflict.heads[place]}>
                {words.length > SHORT && <p><Unfolding text={words} /></p>}
                <button type="button" class="button wide" onClick={() => void decide(conflict.field, value)}>
                  以「{shortened(words)}」为准
                </button>
              </div>
            );
          })}
        </div>
      ))}
    </section>
  );
}
