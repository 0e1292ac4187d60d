import { useSignal } from '../../signal/hooks';
import type { EntryState } from '../../journal/index';
import { editionOf, type CheckGroup } from '../../facts/catalogue';
import { catalogue, type WalkView } from '../../live/walks';
import { atOnce, typed, useDraft, type DraftForm } from '../../live/draft';
import { Drafted } from '../../kit/drafted';
import { Chips, options, TextField } from '../../kit/field';
import { CameraIcon } from '../../kit/icons';
import { PhotoGrid } from '../../parts/photo_grid';
import { go, to } from '../../live/route';
import { save } from '../../live/saving';
import { changeOf, standing } from '../../facts/walk';
import { VERDICTS } from '../../facts/words';

/** The checklist by group. What is a number (materials, days, trips …) is measured by the walk and not asked again. */
export function Checklist({ view }: { view: WalkView }) {
  const { checklist } = editionOf(catalogue.value, view.state.begins);
  const groups = checklist.filter((group) => group.items.some((item) => !item.measured));
  if (groups.length === 0) return <p class="empty">要素表还没有取到。连上网络打开一次首页，就会有。</p>;
  return <>{groups.map((group) => <Group key={group.group} view={view} group={group} />)}</>;
}

function Group({ view, group }: { view: WalkView; group: CheckGroup }) {
  const items = group.items.filter((item) => !item.measured);
  return (
    <section class="stack" aria-label={group.name}>
      <h2>{group.name}</h2>
      {items.map((item) => <Item key={item.item} view={view} item={item} />)}
    </section>
  );
}

type Checked = { id: string; entry: EntryState } | null;

/** The latest check of an item: a second verdict corrects the first one. */
function checkedOf({ state }: WalkView, item: string): Checked {
  const id = standing(state, 'check').filter((one) => state.entries[one]?.fields['item'] === item).pop();
  const entry = id === undefined ? undefined : state.entries[id];
  return id !== undefined && entry ? { id, entry } : null;
}

function Item({ view, item }: { view: WalkView; item: { item: string; name: string } }) {
  const checked = checkedOf(view, item.item);
  const verdict = checked ? String(checked.entry.fields['verdict']) : null;
  const choose = (code: string): void => {
    if (code === verdict) return;
    const data = checked
      ? { target: checked.id, set: changeOf(view.state, checked.id, 'verdict', code), reason: '重新评价' }
      : { item: item.item, verdict: code };
    void save(view.walk, [{ kind: checked ? 'amend' : 'check', data }], checked ? {} : { undo: `已记下「${item.name}」` });
  };
  return (
    <div class="card stack">
      <Chips legend={item.name} name={`check-${item.item}`} options={options(VERDICTS)} layout="tight"
        {...atOnce(verdict, choose)} />
      {checked && <More key={checked.id} view={view} checked={checked} item={item} />}
    </div>
  );
}

/** What more there is to say of an element that was judged: words, and photos that hang on the judgement. */
function More({ view, checked, item }: { view: WalkView; checked: NonNullable<Checked>; item: { item: string; name: string } }) {
  const { photos, entries } = view.state;
  const writing = useSignal(false);
  // Of the element, not of the judgement: words wait for it whatever is judged meanwhile.
  const form = useDraft<Remark>(`walk/${view.walk}/checklist/${item.item}`, () => ({ text: null }));
  const { verdict, note } = checked.entry.fields;
  const shown = writing.value || form.value.value.text !== null || form.given.value || verdict === 'problem' || Boolean(note);
  const own = photos.filter((id) => entries[id]?.fields['of'] === checked.id);
  return (
    <>
      {shown && <Note view={view} checked={checked} item={item.item} form={form} />}
      {own.length > 0 && <PhotoGrid view={view} photos={own} />}
      <div class="pair">
        {!shown && (
          <button type="button" class="button" aria-label={`${item.name}：写说明`} onClick={() => { writing.value = true; }}>写说明</button>
        )}
        <button type="button" class="button" aria-label={`${item.name}：拍照`} onClick={() => go(to('walk', view.walk, 'check', checked.id))}>
          <CameraIcon />拍照
        </button>
      </div>
    </>
  );
}

interface Remark { text: string | null }
interface NoteProps { view: WalkView; checked: NonNullable<Checked>; item: string; form: DraftForm<Remark> }

function Note({ view, checked, item, form }: NoteProps) {
  const kept = String(checked.entry.fields['note'] ?? '');
  const text = (form.value.value.text ?? kept).trim();
  const keep = async (): Promise<void> => {
    const set = changeOf(view.state, checked.id, 'note', text);
    if (await save(view.walk, [{ kind: 'amend', data: { target: checked.id, set, reason: '补充说明' } }], { draft: form })) await form.drop();
  };
  return (
    <Drafted form={form}>
      <TextField id={`note-${item}`} label="说明" {...typed(form, 'text', kept)} />
      {text !== kept && <button type="button" class="button wide" onClick={() => void keep()}>存下说明</button>}
    </Drafted>
  );
}
