/** 「记问题」: what kind, what was found, how bad, with photos. */
import { useSignal } from '../../signal/hooks';
import { newId } from '../../store/id';
import { catalogue, viewOf, type WalkView } from '../../live/walks';
import { categoriesFor, offered } from './category_order';
import { giveUp, keepAs, typed, useDraft, type Bound } from '../../live/draft';
import { Chips, options, TextField } from '../../kit/field';
import { FormFoot, FormScreen } from '../../kit/form_screen';
import { PhotoGrid } from '../../parts/photo_grid';
import { formHash, go, leave } from '../../live/route';
import { useOrigin } from './origin';
import { save } from '../../live/saving';
import { changeOf, stepName } from '../../facts/walk';
import { SEVERITIES } from '../../facts/words';

interface Props { view: WalkView; inCase: string | null; check: string | null }
interface Written { id: string; category: string; text: string | null; severity: string; shot: boolean }

/** `check`: the judgement of an element that it tells of, or null. */
export function ProblemForm({ view, inCase, check }: Props) {
  const { walk, state } = view;
  const { parent, key, parts, about, name, words, span } = useOrigin(view, inCase, check);
  const of = check === null ? '' : `/element/${check}`;
  // The id is made with the draft: photos taken from this form name it before it is stored.
  const fresh = (): Written => ({ id: newId(), category: '', text: check === null ? '' : null, severity: '2', shot: false });
  const form = useDraft<Written>(`${key}/problem${of}`, fresh);
  const wrong = useSignal('');
  const draft = form.value.value;
  const text = draft.text ?? words;
  const photos = state.photos.filter((id) => state.entries[id]?.fields['of'] === draft.id);

  const keep = async (): Promise<void> => {
    if (!text.trim()) { wrong.value = '请写一句发现了什么。'; return; }
    const data = {
      category: draft.category, text, severity: Number(draft.severity),
      ...(span?.stage && { stage: span.stage }), ...about,
    };
    if (await keepAs(form, walk, { kind: 'problem', id: draft.id, data }, '问题已存下')) leave(parent);
  };
  const discard = async (): Promise<void> => {
    const hang = (of: string | null, reason: string) => async (): Promise<boolean> => {
      const now = viewOf(walk).peek()?.state ?? state;
      const set = (id: string) => ({ target: id, set: changeOf(now, id, 'of', of), reason });
      return photos.length === 0 || save(walk, photos.map((id) => ({ kind: 'amend' as const, data: set(id) })));
    };
    if (!(await hang(null, '问题没有记')())) return;
    await giveUp(form, walk, formHash(walk, inCase, ...parts), hang(draft.id, '问题还是要记'));
    leave(parent);
  };
  const takePhoto = (): void => {
    // The draft, and so the id the photo names, must be on the disk before the camera may kill the page.
    form.change({ shot: true });
    go(formHash(walk, inCase, ...parts, 'photo', draft.id));
  };
  return (
    <FormScreen title="记问题" parent={parent} side={span ? stepName(state, span, catalogue.value) : name}
      foot={<FormFoot onDiscard={draft.text || photos.length ? discard : undefined} />} draft={form} onKeep={keep}>
      <Category stage={span?.stage ?? null} {...typed(form, 'category')} />
      <TextField id="text" label="发现了什么" long required wrong={text.trim() ? '' : wrong.value}
        {...typed(form, 'text', words)} />
      <Chips legend="影响" name="severity" options={options(SEVERITIES)} layout="even" {...typed(form, 'severity')} />
      <div class="row">
        <span>附照片（可不附）{photos.length > 0 && ` · 已附 ${photos.length} 张`}</span>
        <button type="button" class="button" onClick={takePhoto}>拍照</button>
      </div>
      {photos.length > 0 && <PhotoGrid view={view} photos={photos} />}
    </FormScreen>
  );
}

interface CategoryProps extends Bound<string> { stage: string | null }

/** The likeliest kinds first; the rest behind 「更多」. */
export function Category({ stage, ...bound }: CategoryProps) {
  const all = useSignal(false);
  const sorted = categoriesFor(catalogue.value.usual?.[stage ?? ''] ?? [], catalogue.value.categories);
  const shown = all.value ? sorted : offered(sorted, bound.value);
  return (
    <Chips legend="哪一类（不选也行，由联络员定）" name="category" {...bound}
      options={shown.map((one) => [one.category, one.name])}>
      {shown.length < sorted.length && (
        <button type="button" class="button" onClick={() => { all.value = true; }}>更多……</button>
      )}
    </Chips>
  );
}
