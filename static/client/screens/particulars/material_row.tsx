import type { Id } from '../../journal/index';
import { catalogue, type WalkView } from '../../live/walks';
import { atOnce, useDraft, type DraftForm } from '../../live/draft';
import { useTapped } from '../../live/tapped';
import { Chips, options, Tags } from '../../kit/field';
import { entryWords } from '../../facts/entry_words';
import { to } from '../../live/route';
import { PROOF_TAGS } from '../../facts/words';
import { begun, writtenOver, type Written } from './written';

/** Who most often holds already what a proof is asked for. */
const HOLDERS: [string, string][] = ['公安', '民政', '人社', '医保', '市场监管', '不动产登记', '税务', '卫健', '教育'].map((name) => [name, name]);

const REASON = '标注材料';

interface RowProps { view: WalkView; id: Id; open: boolean; onOpen: (open: boolean) => void }

/** One material that was asked for, and in one more tap why it should not have been. What is half written there stays in sight. */
export function MaterialRow({ view, id, open, onOpen }: RowProps) {
  const form = useDraft<Written>(`walk/${view.walk}/holder/${id}`, () => ({ text: null }));
  const entry = view.state.entries[id];
  if (!entry) return null;
  const shown = open || begun(form);
  return (
    <li>
      <div class="item">
        <a class="grow" href={to('walk', view.walk, 'record', id)}>{entryWords(entry, view.state, catalogue.value)}</a>
        <button type="button" class="button" aria-expanded={shown} aria-label={`标注 ${String(entry.fields['name'])}`}
          onClick={() => onOpen(!open)}>标注</button>
      </div>
      {shown && <Marks view={view} id={id} form={form} />}
    </li>
  );
}

interface MarksProps { view: WalkView; id: Id; form: DraftForm<Written> }

/** Each tap is stored at once, as an amendment of what was recorded. */
function Marks({ view, id, form }: MarksProps) {
  const { valueOf, choose } = useTapped(view);
  const choiceOf = (field: string) => ({ key: field, field, target: id, reason: REASON });
  const mark = (field: string) => (value: unknown): void => void choose([choiceOf(field)], value, '');
  const tags = valueOf(choiceOf('tags'));
  const holder = String(valueOf(choiceOf('shareable_from')) ?? '');
  const other = HOLDERS.some(([name]) => name === holder) ? '' : holder;
  return (
    <div class="unfolded stack">
      <Tags legend="是不是不合理的证明" options={options(PROOF_TAGS)}
        {...atOnce(Array.isArray(tags) ? tags.map(String) : [], mark('tags'))} />
      <Chips legend="可由哪里共享取得" name={`holder-${id}`} options={HOLDERS} {...atOnce(holder, mark('shareable_from'))} />
      {writtenOver(view, form, id, 'shareable_from', other, REASON).fieldOf(`other-${id}`, '别的单位')}
    </div>
  );
}
