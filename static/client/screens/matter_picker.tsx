/** Find a matter in the catalogue, or write its name when it is not there. */
import { catalogue } from './live';
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
  choice: MatterChoice;
  onChange: (choice: MatterChoice) => void;
  onPick?: (matter: Matter) => void;
}

export function MatterPicker({ choice, onChange, onPick }: Props) {
  const { matters } = catalogue.value;
  const chosen = matters.find((matter) => matter.id === choice.matter);
  if (chosen) {
    return (
      <div class="card row" role="group" aria-label="要办的事项">
        <span class="grow"><strong>{chosen.name}</strong><br /><Facts matter={chosen} /></span>
        <button type="button" class="button" onClick={() => onChange({ query: '', matter: null })}>换一个</button>
      </div>
    );
  }
  const found = searchMatters(matters, choice.query, unitOf(session.value), SHOWN);
  const pick = (matter: Matter): void => {
    onChange({ query: '', matter: matter.id });
    onPick?.(matter);
  };
  return (
    <div class="stack">
      <TextField id="matter" label="要办的事项" hint="输入名称里的几个字；目录里没有的，直接写全名" value={choice.query}
        required onChange={(query) => onChange({ query, matter: null })} />
      {found.length > 0 && (
        <ul class="list" aria-label="目录里的事项">
          {found.map((matter) => (
            <li key={matter.id}>
              <button type="button" class="item" onClick={() => pick(matter)}>
                <span class="grow">{matter.name}<br /><Facts matter={matter} /></span>
                {matter.blocked ? <span class="tag red">堵点</span> : matter.frequent && <span class="tag blue">高频</span>}
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
