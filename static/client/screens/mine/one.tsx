/** One rectification as its owner needs it: how it stands, what can be done now under the thumb, and what became of what was written. */
import { dueWords, late, mayNow, saidIn, type Mine, type MineView, type Sent, type Told } from '../../facts/mine';
import { shortMoment } from '../../facts/dates';
import { ENTRY_KINDS, wordOf } from '../../facts/words';
import { Facts } from '../../kit/facts';
import { GoButton } from '../../kit/go_button';
import { Failure, Screen } from '../../kit/screen';
import { Unfolding } from '../../kit/unfolding';
import { felt } from '../../live/comfort';
import { putBack } from '../../live/draft';
import { now } from '../../live/now';
import { to } from '../../live/route';
import { failure, save, saving } from '../../live/saving';
import { walkSaved } from '../../live/sync_words';
import { useUnfinished } from '../../parts/unfinished';
import { EvidencePhotos, stateOf } from './evidence';
import { keyOf } from './forms';
import { Stands } from './stands';

const HOW_FAR: Record<string, string> = { queued: '已存本机，待传', stuck: '没有传上', held: '已收，待人查看', received: '服务器已收' };

export function One({ view }: { view: MineView }) {
  const { line, sent, photos } = view;
  const may = mayNow(view);
  const waits = sent.some(({ state }) => state === 'queued' || state === 'stuck')
    || photos.some(({ body }) => stateOf(body.data) !== 'received');
  const saved = walkSaved(saving.value, failure.value !== null, !waits);
  return (
    <Screen title="我的整改" back={to('mine')} foot={may.length > 0 && <Foot line={line} may={may} />}
      side={<span class={`saved ${saved.tone}`} role="status">{saved.words}</span>}>
      <section class="card stack" aria-label="情况">
        <p><strong><Unfolding text={line.text} /></strong></p>
        <Stands line={line} />
        {!line.owned && <p class="banner amber">这项整改现在归{line.responsible || '联络员改派'}，不再由您办。</p>}
        <Facts of={[['时限', dueWords(line)], ['改好的标准', line.criterion], ['措施', line.measure], ['事项', line.matter], ['编号', line.number]]} />
      </section>
      {sent.length > 0 && <section class="stack" aria-label="刚写的">
        <h2>刚写的 {sent.length} 条</h2>
        <ul class="list">{sent.map((one) => <li class="item" key={one.id}><JustWritten one={one} /></li>)}</ul>
      </section>}
      <EvidencePhotos photos={photos} />
      <Late line={line} may={may} />
      <section class="stack" aria-label="经过">
        <h2>经过</h2>
        <ul class="list long">{[...line.history].reverse().map(({ at, by, word, text }) => (
          <li class="item" key={at + word}>
            <span class="grow"><strong>{word}</strong> <Unfolding text={text} /><br />
              <span class="small quiet num">{[by, shortMoment(at, now.peek())].filter(Boolean).join(' · ')}</span></span>
          </li>
        ))}</ul>
      </section>
      <a class="button wide" href={`/rectifications/${line.id}`}>在整改清单里看（要有网络）</a>
    </Screen>
  );
}

/** The likeliest last, where the thumb is. */
function Foot({ line, may }: { line: Mine; may: string[] }) {
  const begun = new Set(useUnfinished(keyOf(line, '')).map(({ key }) => key.split('/')[2]?.split('~')[0]));
  const words = (kind: string): string => `${wordOf(ENTRY_KINDS, kind)}${begun.has(kind) ? '（接着写）' : ''}`;
  const many = may.includes('submission');
  const claim = (): void => void felt(save(line.id, [{ kind: 'claim', data: { saw: line.plan } }]));
  return (
    <>
      <Failure />
      {may.includes('claim') && <button type="button" class="button primary big" onClick={claim}>认领</button>}
      {many && <div class="pair">
        <GoButton hash={to('mine', line.id, 'progress')}>{words('progress')}</GoButton>
        <GoButton hash={to('mine', line.id, 'photo')}>拍照</GoButton>
      </div>}
      {many && <GoButton class="button primary big" hash={to('mine', line.id, 'submission')}>{words('submission')}</GoButton>}
    </>
  );
}

const JustWritten = ({ one: { body, state, message } }: { one: Sent }) => (
  <span class="grow">
    <strong>{wordOf(ENTRY_KINDS, body.kind)}</strong> <Unfolding text={saidIn(body.data as Told)} /><br />
    <span class="small quiet num">{shortMoment(body.at, now.peek())} · {HOW_FAR[state] ?? state}{message && `：${message}`}</span>
  </span>
);

/** What came too late, or was against a rule: kept, told, and to be written anew from what was said. */
function Late({ line, may }: { line: Mine; may: string[] }) {
  const kept = late(line);
  if (kept.length === 0) return null;
  const again = ({ kind, effect = '', text = '' }: Told) => (): void =>
    void putBack(keyOf(line, kind), kind === 'progress' ? { text } : { effect, text }, to('mine', line.id, kind));
  return (
    <section class="stack" aria-label="没有算进去的">
      <h2>没有算进去的 {kept.length} 条</h2>
      <p class="small quiet">内容都留着，联络员在整改清单里也看得到。</p>
      <ul class="cards">{kept.map((one) => (
        <li class="card stack" key={one.id}>
          <p><strong>{wordOf(ENTRY_KINDS, one.kind)}</strong> <Unfolding text={saidIn(one)} /></p>
          <p class="small">{one.message}</p>
          <span class="small quiet num">{shortMoment(one.at, now.peek())} 写的</span>
          {['progress', 'submission'].includes(one.kind) && may.includes(one.kind) && (
            <button type="button" class="button" onClick={again(one)}>照着再写一次</button>
          )}
        </li>
      ))}</ul>
    </section>
  );
}
