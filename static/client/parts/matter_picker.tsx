/** Find a matter in the catalogue, or write its name when it is not there. */
import { catalogue } from '../live/walks';
import type { NamedMatter } from '../facts/counter';
import { limitWords, matterWith, searchMatters, type Matter } from '../facts/catalogue';
import type { MatterChoice } from '../facts/opening';
import { typed, type DraftForm } from '../live/draft';
import { TextField } from '../kit/field';
import { session, unitOf } from '../live/session';

const emptyMatter: { query: string; matter: string | null } = { query: '', matter: null };

const SHOWN = 6;

interface Props {
  id?: string;
  label?: string;
  /** Offered before anything is typed, in place of the catalogue's first. */
  recent?: NamedMatter[];
  form: DraftForm<MatterChoice>;
  recorded?: { query: string; matter: string | null };
  /** After the choice; null when it is a name that the catalogue does not have. */
  onPick?: (matter: Matter | null) => void;
}

export function MatterPicker({ id = 'matter', label = '要办的事项', recent = [], form, recorded, onPick }: Props) {
  const { matters } = catalogue.value;
  const said = form.value.value;
  const { matter: known, query } = said.query === null ? recorded ?? emptyMatter : { query: said.query, matter: said.matter };
  const chosen = matterWith(catalogue.value, known);
  if (chosen) {
    return (
      <div class="card row" role="group" aria-label={label}>
        <span class="grow"><strong>{chosen.name}</strong><br /><Facts matter={chosen} /></span>
        <button type="button" class="button" onClick={() => form.change(emptyMatter)}>换一个</button>
      </div>
    );
  }
  const fresh = query.trim() === '' && recent.length > 0;
  const found = fresh ? recent
    : searchMatters(matters, query, unitOf(session.value), SHOWN).map((matter): NamedMatter => ({ name: matter.name, matter }));
  const pick = ({ name, matter }: NamedMatter): void => {
    form.change({ query: matter ? '' : name, matter: matter?.id ?? null });
    onPick?.(matter);
  };
  return (
    <div class="stack">
      <TextField id={id} label={label} hint="输入名称里的几个字；目录里没有的，直接写全名" required
        {...typed(form, 'query', query)} onChange={(text) => form.change({ query: text, matter: null })} />
      {found.length > 0 && (
        <ul class="list" aria-label={fresh ? '最近办过的事项' : '目录里的事项'}>
          {found.map((one) => (
            <li key={one.matter?.id ?? one.name}>
              <button type="button" class="item" onClick={() => pick(one)}>
                <span class="grow">{one.name}{one.matter && <><br /><Facts matter={one.matter} /></>}</span>
                {one.matter?.blocked ? <span class="tag red">堵点</span>
                  : one.matter?.frequent && <span class="tag blue">高频</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {query.trim() !== '' && found.length === 0 && (
        <p class="small quiet">目录里没有，将按「{query.trim()}」记录。</p>
      )}
    </div>
  );
}

/** What is published, in one quiet line. */
function Facts({ matter }: { matter: Matter }) {
  const unit = catalogue.value.units.find((one) => one.id === matter.unit)?.short;
  const parts = [
    unit, matter.materials.length > 0 && `材料 ${matter.materials.length} 份`,
    matter.promised && `承诺 ${limitWords(matter.promised)}`,
  ];
  return <span class="small quiet">{parts.filter(Boolean).join(' · ')}</span>;
}
