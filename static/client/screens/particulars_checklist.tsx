import { useSignal } from './signals';
import type { EntryState } from '../journal/index';
import { editionOf, type CheckGroup } from './catalogue';
import { catalogue, type WalkView } from './live';
import { Chips, held, options, TextField } from './field';
import { CameraIcon } from './icons';
import { PhotoGrid } from './photo_grid';
import { go, to } from './route';
import { save } from './saving';
import { changeOf, standing } from './walk_facts';
import { VERDICTS } from './words';

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
      <Chips legend={item.name} name={`check-${item.item}`} options={options(VERDICTS)} value={verdict}
        layout="tight" onChange={choose} />
      {checked && <More key={checked.id} view={view} checked={checked} item={item} />}
    </div>
  );
}

/** What more there is to say of an element that was judged: words, and photos that hang on the judgement. */
function More({ view, checked, item }: { view: WalkView; checked: NonNullable<Checked>; item: { item: string; name: string } }) {
  const { photos, entries } = view.state;
  const writing = useSignal(false);
  const shown = writing.value || checked.entry.fields['verdict'] === 'problem' || Boolean(checked.entry.fields['note']);
  const own = photos.filter((id) => entries[id]?.fields['of'] === checked.id);
  return (
    <>
      {shown && <Note view={view} checked={checked} item={item.item} />}
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

function Note({ view, checked, item }: { view: WalkView; checked: NonNullable<Checked>; item: string }) {
  const kept = String(checked.entry.fields['note'] ?? '');
  const text = useSignal(kept);
  const keep = (): void => {
    const set = changeOf(view.state, checked.id, 'note', text.value.trim());
    void save(view.walk, [{ kind: 'amend', data: { target: checked.id, set, reason: '补充说明' } }]);
  };
  return (
    <>
      <TextField id={`note-${item}`} label="说明" {...held(text)} />
      {text.value.trim() !== kept && <button type="button" class="button wide" onClick={keep}>存下说明</button>}
    </>
  );
}
