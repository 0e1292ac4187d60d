import { useSignal } from './signals';
import type { WalkView } from './live';
import { valueWords } from './entry_sheet';
import { TextField } from './field';
import { save } from './saving';
import { changeOf } from './walk_facts';
import { FIELDS, wordOf } from './words';

/** Two people changed the same thing without knowing of each other: nobody is overwritten, a person decides. */
export function ConflictForms({ view, id }: { view: WalkView; id: string }) {
  const reason = useSignal('');
  const wrong = useSignal('');
  const conflicts = view.state.conflicts.filter((conflict) => conflict.target === id);
  if (conflicts.length === 0) return null;
  const decide = async (field: string, value: unknown): Promise<void> => {
    if (!reason.value.trim()) { wrong.value = '请写一句为什么以它为准。'; return; }
    const data = { target: id, set: changeOf(view.state, id, field, value), reason: reason.value };
    await save(view.walk, [{ kind: 'amend', data }]);
  };
  return (
    <section class="banner amber" aria-label="两种说法">
      <h3>有两种说法，待决定</h3>
      <TextField id="conflict-reason" label="决定的原因" value={reason.value} wrong={wrong.value}
        onChange={(value) => { reason.value = value; wrong.value = ''; }} />
      {conflicts.map((conflict) => (
        <div class="stack" key={conflict.field}>
          <p>{wordOf(FIELDS, conflict.field)}</p>
          {conflict.values.map((value, place) => (
            <button type="button" class="button wide" key={conflict.heads[place]}
              onClick={() => void decide(conflict.field, value)}>
              以「{valueWords(conflict.field, value)}」为准
            </button>
          ))}
        </div>
      ))}
    </section>
  );
}
