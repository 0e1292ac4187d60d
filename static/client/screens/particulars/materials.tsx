import { useSignal } from '../../signal/hooks';
import type { Id } from '../../journal/index';
import type { Material } from '../../facts/catalogue';
import { catalogue, type WalkView } from '../../live/walks';
import { keepAs, typed, useDraft } from '../../live/draft';
import { Chips, misread, options, Tags, TextField, type NumberShape } from '../../kit/field';
import { Form } from '../../kit/form';
import { save } from '../../live/saving';
import { matterOf } from '../../facts/walk';
import { PROOF_TAGS } from '../../facts/words';
import { MaterialRow } from './material_row';

/** What was really asked for: the published list to tick, and what was asked beyond it. */
export function Materials({ view }: { view: WalkView }) {
  const { state, walk } = view;
  // The material just ticked, or chosen: its marks are one tap away.
  const marking = useSignal('');
  const published = matterOf(state, catalogue.value)?.materials ?? [];
  const nameOf = (id: Id): string => String(state.entries[id]?.fields['name']);
  const ask = async ({ name, copies }: Material): Promise<void> => {
    const data = { name, listed: true, copies };
    if (await save(walk, [{ kind: 'material', data }], { undo: `已记下「${name}」` })) marking.value = name;
  };
  const rows = (ids: Id[]) => ids.map((id) => (
    <MaterialRow key={id} view={view} id={id} open={marking.value === nameOf(id)}
      onOpen={(open) => { marking.value = open ? nameOf(id) : ''; }} />
  ));
  const others = state.materials.filter((id) => !published.some(({ name }) => name === nameOf(id)));
  const counted = state.materials.length > 0 && <span class="small quiet">已记 {state.materials.length} 份</span>;
  return (
    <>
      {published.length > 0 && (
        <section class="stack" aria-label="公布的材料">
          <div class="row"><h2>公布的材料，收了哪些</h2>{counted}</div>
          <ul class="list">
            {published.map((material) => {
              const taken = state.materials.filter((id) => nameOf(id) === material.name);
              return taken.length > 0 ? rows(taken) : <Untaken key={material.name} material={material} onTake={ask} />;
            })}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section class="stack" aria-label="另外记的材料">
          <div class="row"><h2>{published.length > 0 ? '另外记的' : '已记的材料'}</h2>{published.length === 0 && counted}</div>
          <ul class="list">{rows(others)}</ul>
        </section>
      )}
      <AddMaterial walk={walk} published={published.length > 0} />
    </>
  );
}

const Untaken = ({ material, onTake }: { material: Material; onTake: (material: Material) => Promise<void> }) => (
  <li class="item">
    <span class="grow">
      {material.name} <span class="small quiet">{material.copies} 份{material.original && ' · 原件'}</span>
    </span>
    <button type="button" class="button" onClick={() => void onTake(material)} aria-label={`收了 ${material.name}`}>收了</button>
  </li>
);

const LISTED: [string, string][] = [['no', '清单外'], ['yes', '清单内']];

const COPIES: NumberShape = [/^\d{1,3}$/, '只写数字，例如 2。'];

const emptyMaterial = () =>
  ({ name: '', listed: null as string | null, copies: '', tags: [] as string[], shareable: '', note: '' });

/** What is asked beyond a published list is 清单外 unless said otherwise; beyond none, nothing can be presumed. */
function AddMaterial({ walk, published }: { walk: string; published: boolean }) {
  const form = useDraft(`walk/${walk}/material`, emptyMaterial);
  const wrong = useSignal('');
  const draft = form.value.value;
  const presumed = published ? 'no' : '';
  const listed = draft.listed ?? presumed;
  const keep = async (): Promise<void> => {
    wrong.value = '请写材料名称。';
    if (!draft.name.trim() || misread(COPIES, draft.copies)) return;
    const data = {
      name: draft.name, tags: draft.tags, shareable_from: draft.shareable, note: draft.note,
      ...(listed && { listed: listed === 'yes' }), ...(draft.copies.trim() && { copies: Number(draft.copies) }),
    };
    wrong.value = '';
    await keepAs(form, walk, { kind: 'material', data }, '材料已存下');
  };
  const title = published ? '另外要的材料' : '要了哪些材料';
  return (
    <Form card label={title} draft={form} onKeep={keep}>
      <h2>{title}</h2>
      <TextField id="material" label="材料名称" required wrong={draft.name.trim() ? '' : wrong.value}
        {...typed(form, 'name')} />
      <Chips legend={published ? '在不在公布的清单里' : '在不在公布的清单里（没看到清单就不选）'} name="listed" options={LISTED}
        layout="even" {...typed(form, 'listed', presumed)} />
      <Tags legend="是不是不合理的证明" options={options(PROOF_TAGS)} {...typed(form, 'tags')} />
      <TextField id="copies" label="几份" mode="numeric" wrong={wrong.value && misread(COPIES, draft.copies)} {...typed(form, 'copies')} />
      <TextField id="shareable" label="可由哪里共享取得（可不填）" {...typed(form, 'shareable')} />
      <TextField id="material-note" label="说明（可不填）" {...typed(form, 'note')} />
      <button type="submit" class="button primary big">存下</button>
    </Form>
  );
}
