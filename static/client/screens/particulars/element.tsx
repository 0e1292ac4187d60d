/** One element of the checklist: its judgement, and in one more tap words, photos and a problem. */
import { useEffect, useRef, useSignal } from '../../signal/hooks';
import type { Id } from '../../journal/index';
import type { CheckItem } from '../../facts/catalogue';
import { judgedOf, problemOf } from '../../facts/checklist';
import type { WalkView } from '../../live/walks';
import { atOnce, useDraft } from '../../live/draft';
import { Chips, options } from '../../kit/field';
import { CameraIcon } from '../../kit/icons';
import { PhotoGrid } from '../../parts/photo_grid';
import { go, to } from '../../live/route';
import { VERDICTS } from '../../facts/words';
import { begun, writtenOver, type Written } from './written';

interface Props { view: WalkView; item: CheckItem; verdict: string; onJudge: (code: string) => void }

/** The element that was left for its photo or its problem: whoever comes back is where they were. */
let left: string | null = null;

export function Element({ view, item, verdict, onJudge }: Props) {
  const judged = judgedOf(view.state, item.item);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (left !== item.item) return;
    left = null;
    card.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <div class="card stack" ref={card}>
      <Chips legend={item.name} name={`check-${item.item}`} options={options(VERDICTS)} layout="tight" hint={item.about}
        {...atOnce(verdict, (code: string) => { if (code !== verdict) onJudge(code); })} />
      {judged && <More key={judged} view={view} id={judged} item={item} />}
    </div>
  );
}

interface MoreProps { view: WalkView; id: Id; item: CheckItem }

/** What more there is to say of an element that was judged: words, photos that hang on the judgement, and the problem it is. */
function More({ view, id, item }: MoreProps) {
  const { walk, state } = view;
  const writing = useSignal(false);
  // Of the element, not of the judgement: words wait for it whatever is judged meanwhile.
  const form = useDraft<Written>(`walk/${walk}/checklist/${item.item}`, () => ({ text: null }));
  const { verdict, note } = state.entries[id]!.fields;
  const { keep, fieldOf } = writtenOver(view, form, id, 'note', String(note ?? ''), '补充说明');
  const problem = problemOf(state, id);
  const leaveFor = (...parts: string[]): void => {
    left = item.item;
    go(to('walk', walk, ...parts));
  };
  const toProblem = async (): Promise<void> => {
    if (problem) leaveFor('entry', problem);
    else if (await keep()) leaveFor('problem', 'element', id);
  };
  const shown = writing.value || begun(form) || verdict === 'problem' || note;
  const own = state.photos.filter((photo) => state.entries[photo]?.fields['of'] === id);
  return (
    <>
      {shown && fieldOf(`note-${item.item}`, '说明')}
      {own.length > 0 && <PhotoGrid view={view} photos={own} />}
      <div class="pair">
        {!shown && (
          <button type="button" class="button" aria-label={`${item.name}：写说明`} onClick={() => { writing.value = true; }}>写说明</button>
        )}
        <button type="button" class="button" aria-label={`${item.name}：拍照`} onClick={() => leaveFor('check', id)}>
          <CameraIcon />拍照
        </button>
        {(problem || verdict === 'problem') && (
          <button type="button" class="button" onClick={() => void toProblem()}>{problem ? '已记为问题' : '记为问题'}</button>
        )}
      </div>
    </>
  );
}
