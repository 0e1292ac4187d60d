/** Find a matter in the catalogue, or write its name when it is not there. */
import { catalogue } from './live';
import type { Recent } from './counter_facts';
import { limitWords, searchMatters, type Matter } from './catalogue';
import { TextField } from './field';
import { session, unitOf } from './session';

export interface MatterChoice { query: string; matter: string | null }
export const emptyMatter: MatterChoice = { query: '', matter: null };

/** How an `open` names it; what was typed counts only while nothing is chosen. */
export function matterData({ query, matter }: MatterChoice): { matter?: string; matter_text?: string } {
  if (matter) return { matter };
  return query.trim() ? { matter_text: query.trim() } : {};
}

const SHOWN = 6;

interface Props {
  id?: string;
  label?: string;
  /** Offered before anything is typed, in place of the catalogue's first. */
  recent?: Recent[];
  choice: MatterChoice;
  onChange: (choice: MatterChoice) => void;
  /** After the choice; null when it is a name that the catalogue does not have. */
  onPick?: (matter: Matter | null) => void;
}

export function MatterPicker({ id = 'matter', label = '要办的事项', recent = [], choice, onChange, onPick }: Props) {
  const { matters } = catalogue.value;
  const chosen = matters.find((matter) => matter.id === choice.matter);
  if (chosen) {
    return (
      <div class="card row" role="group" aria-label={label}>
        <span class="grow"><strong>{chosen.name}</strong><br /><Facts matter={chosen} /></span>
        <button type="button" class="button" onClick={() => onChange({ query: '', matter: null })}>换一个</button>
      </div>
    );
  }
  const fresh = choice.query.trim() === '' && recent.length > 0;
  const found = fresh ? recent
    : searchMatters(matters, choice.query, unitOf(session.value), SHOWN).map((matter): Recent => ({ name: matter.name, matter }));
  const pick = ({ name, matter }: Recent): void => {
    onChange({ query: matter ? '' : name, matter: matter?.id ?? null });
    onPick?.(matter);
  };
  return (
    <div class="stack">
      <TextField id={id} label={label} hint="输入名称里的几个字；目录里没有的，直接写全名" value={choice.query}
        required onChange={(query) => onChange({ query, matter: null })} />
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
      {choice.query.trim() !== '' && found.length === 0 && (
        <p class="small quiet">目录里没有，将按「{choice.query.trim()}」记录。</p>
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
