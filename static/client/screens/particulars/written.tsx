/** A text beside what was tapped: it waits as a draft until it is stored, as an amendment of the entry that was made. */
import type { Id } from '../../journal/index';
import type { WalkView } from '../../live/walks';
import { typed, type DraftForm } from '../../live/draft';
import { Drafted } from '../../kit/drafted';
import { TextField } from '../../kit/field';
import { save } from '../../live/saving';
import { changeOf } from '../../facts/walk';

/** Null while nobody has written anything. */
export interface Written { text: string | null }

/** Whether anything is written here, or was a moment ago. */
export const begun = ({ value, given }: DraftForm<Written>): boolean => value.value.text !== null || given.value !== null;

/** `kept`: what is recorded. `keep` tells whether all that is written is on the disk. */
export function writtenOver({ walk, state }: WalkView, form: DraftForm<Written>, target: Id, field: string, kept: string, reason: string) {
  const text = (form.value.value.text ?? kept).trim();
  const keep = async (): Promise<boolean> => {
    const data = { target, set: changeOf(state, target, field, text), reason };
    if (text !== kept && !(await save(walk, [{ kind: 'amend', data }], { draft: form }))) return false;
    await form.drop();
    return true;
  };
  const fieldOf = (id: string, label: string) => (
    <Drafted form={form}>
      <TextField id={id} label={label} {...typed(form, 'text', kept)} />
      {text !== kept && <button type="button" class="button wide" onClick={() => void keep()}>存下{label}</button>}
    </Drafted>
  );
  return { keep, fieldOf };
}
