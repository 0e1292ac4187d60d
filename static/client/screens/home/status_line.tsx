import { LOGIN } from './gate';
import { now } from '../../live/now';
import { Ready } from './readiness';
import { changePerson, othersUnsent, type Open } from '../../live/session';
import { savedWords } from '../../live/sync_words';

/** A page of the desk: what was brought in this person's name is theirs to tell. */
export function UnverifiedBanner({ here }: { here: Open }) {
  const count = here.sync.status.value.unverified;
  return count === 0 ? null : (
    <div class="banner amber" role="status">
      <p>有 {count} 条以您的名义从文件导入、来源未核实的记录。您确认之前不计入。</p>
      <a class="button wide" href="/origins">看是不是我记的</a>
    </div>
  );
}

/** Where the records are, and what to do when they cannot go on. */
export function StatusLine({ here }: { here: Open }) {
  const status = here.sync.status.value;
  const saved = savedWords(status, now.peek());
  const retry = ['pending', 'offline', 'error', 'stuck', 'other_server'].includes(status.state);
  return (
    <section class="card stack" aria-label="保存与上传">
      <div role="status">
        <p class={`saved ${saved.tone}`}>{saved.words}</p>
        {saved.more && <p class="small">{saved.more}</p>}
        {othersUnsent.value > 0 && <p class="small quiet">另有 {othersUnsent.value} 条待传（他人记录，由本人登录后上传）</p>}
      </div>
      {status.state === 'login' && <a class="button wide" href={LOGIN}>登录</a>}
      {status.state === 'wrong_person' && (
        <div class="pair">
          <a class="button" href={LOGIN}>换回{here.person.name}登录</a>
          <button type="button" class="button" onClick={() => void changePerson()}>改用现在登录的人</button>
        </div>
      )}
      {retry && <button type="button" class="button wide" onClick={() => here.sync.poke('button')}>现在上传</button>}
      <p class="row">
        <span class="grow"><span class="quiet small">本机记录人</span> <strong class="name">{here.person.name}</strong></span>
        <span class="small quiet">离线 <Ready /></span>
      </p>
    </section>
  );
}
