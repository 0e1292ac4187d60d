import { useSignal } from '../../signal/hooks';
import { catalogue, type WalkView } from '../../live/walks';
import { keepAs, typed, useDraft } from '../../live/draft';
import { Chips, misread, options, Tags, TextField, type NumberShape } from '../../kit/field';
import { Form } from '../../kit/form';
import { entryWords } from '../../facts/entry_words';
import { to } from '../../live/route';
import { save } from '../../live/saving';
import { matterOf } from '../../facts/walk';
import { PROOF_TAGS } from '../../facts/words';

/** What was really asked for: the published list to tick, and what was asked beyond it. */
export function Materials({ view }: { view: WalkView }) {
  const { state, walk } = view;
  const published = matterOf(state, catalogue.value)?.materials ?? [];
  const named = new Set(state.materials.map((id) => String(state.entries[id]?.fields['name'])));
  const ask = (name: string, copies: number): Promise<boolean> =>
    save(walk, [{ kind: 'material', data: { name, listed: true, copies } }], { undo: `已记下「${name}」` });
  const left = published.filter((material) => !named.has(material.name));
  return (
    <>
      {left.length > 0 && (
        <section class="stack" aria-label="公布的材料">
          <h2>公布的材料，收了哪些</h2>
          <ul class="list">
            {left.map((material) => (
              <li class="item" key={material.name}>
                <span class="grow">
                  {material.name} <span class="small quiet">{material.copies} 份{material.original && ' · 原件'}</span>
                </span>
                <button type="button" class="button" onClick={() => void ask(material.name, material.copies)}
                  aria-label={`收了 ${material.name}`}>收了</button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {state.materials.length > 0 && (
        <section class="stack" aria-label="已记的材料">
          <h2>已记 {state.materials.length} 份</h2>
          <ul class="list">
            {state.materials.map((id) => (
              <li key={id}><a class="item" href={to('walk', walk, 'record', id)}>
                {state.entries[id] && entryWords(state.entries[id], state, catalogue.value)}</a></li>
            ))}
          </ul>
        </section>
      )}
      <AddMaterial walk={walk} />
    </>
  );
}

const LISTED: [string, string][] = [['no', '清单外'], ['yes', '清单内']];

const COPIES: NumberShape = [/^\d{1,3}$/, '只写数字，例如 2。'];

const emptyMaterial = () =>
  ({ name: '', listed: 'no', copies: '', tags: [] as string[], shareable: '', note: '' });

function AddMaterial({ walk }: { walk: string }) {
  const form = useDraft(`walk/${walk}/material`, emptyMaterial);
  const wrong = useSignal('');
  const draft = form.value.value;
  const keep = async (): Promise<void> => {
    wrong.value = '请写材料名称。';
    if (!draft.name.trim() || misread(COPIES, draft.copies)) return;
    const data = {
      name: draft.name, listed: draft.listed === 'yes', tags: draft.tags,
      shareable_from: draft.shareable, note: draft.note,
      ...(draft.copies.trim() && { copies: Number(draft.copies) }),
    };
    wrong.value = '';
    await keepAs(form, walk, { kind: 'material', data }, '材料已存下');
  };
  return (
    <Form card label="另外要的材料" draft={form} onKeep={keep}>
      <h2>另外要的材料</h2>
      <TextField id="material" label="材料名称" required wrong={draft.name.trim() ? '' : wrong.value}
        {...typed(form, 'name')} />
      <Chips legend="在不在公布的清单里" name="listed" options={LISTED} layout="even" {...typed(form, 'listed')} />
      <Tags legend="是不是不合理的证明" options={options(PROOF_TAGS)} {...typed(form, 'tags')} />
      <TextField id="copies" label="几份" mode="numeric" wrong={wrong.value && misread(COPIES, draft.copies)} {...typed(form, 'copies')} />
      <TextField id="shareable" label="可由哪里共享取得（可不填）" {...typed(form, 'shareable')} />
      <TextField id="material-note" label="说明（可不填）" {...typed(form, 'note')} />
      <button type="submit" class="button primary big">存下</button>
    </Form>
  );
}
