/** 「我的整改」: what this person is to put right, offline as well; and the screens of one of them. */
import { dueWords, late, saidIn, type MineView } from '../../facts/mine';
import { shortened } from '../../facts/shortened';
import { Screen } from '../../kit/screen';
import { Unfolding } from '../../kit/unfolding';
import { mine } from '../../live/mine';
import { route, to } from '../../live/route';
import { useUnfinished } from '../../parts/unfinished';
import { EvidenceSheet } from './evidence';
import { ProgressForm, SubmissionForm } from './forms';
import { One } from './one';
import { Stands } from './stands';

export function MineScreens() {
  const [, id, part] = route.value;
  const view = mine.value?.find(({ line }) => line.id === id);
  if (!view) return <List views={mine.value} gone={Boolean(id)} />;
  if (part === 'progress') return <ProgressForm key={`progress ${id}`} view={view} />;
  if (part === 'submission') return <SubmissionForm key={`submission ${id}`} view={view} />;
  return <><One key={id} view={view} />{part === 'photo' && <EvidenceSheet key="photo" view={view} />}</>;
}

/** `gone`: one was asked for that is not among them. */
function List({ views, gone }: { views: MineView[] | null; gone: boolean }) {
  const unfinished = useUnfinished('mine/');
  const marked = new Set(unfinished.map(({ key }) => key.split('/')[1]));
  const left = unfinished.filter(({ key }) => views && !views.some(({ line }) => line.id === key.split('/')[1]));
  return (
    <Screen title="我的整改" back={gone ? to('mine') : to()} words={!views?.length}>
      {gone && views && <p class="banner amber">这项整改已经不在您名下，或者早就办完了。您写过的都还在，联络员在整改清单里看得到。</p>}
      {views ? null : <p class="quiet">正在读取……</p>}
      {views?.length === 0 && <p class="empty">现在没有要您整改的。派给您以后，手机联网就看得到。</p>}
      <ul class="cards">{views?.map(({ line, sent }) => (
        <li key={line.id}>
          <a class="card" href={to('mine', line.id)}>
            <strong>{shortened(line.text)}</strong>
            <Stands line={line} />
            <span class="small quiet">{[line.matter, dueWords(line) && `时限 ${dueWords(line)}`].filter(Boolean).join(' · ')}</span>
            <span class="line">
              {marked.has(line.id) && <span class="tag amber">有没写完的</span>}
              {sent.length > 0 && <span class="tag">有 {sent.length} 条待传</span>}
              {late(line).length > 0 && <span class="tag amber">有 {late(line).length} 条没有算进去</span>}
            </span>
          </a>
        </li>
      ))}</ul>
      {left.length > 0 && <>
        <h2>没写完的，整改已经不在您名下</h2>
        <ul class="list">{left.map(({ key, value }) => <li class="item" key={key}><Unfolding text={saidIn(value as object)} /></li>)}</ul>
      </>}
    </Screen>
  );
}
