/** Who records on this phone, and 退出: it asks first where something follows that one may not think of. */
import { countWords } from '../../live/sync_words';
import { catalogue, knownWalks, SHOWN } from '../../live/walks';
import { leaveApp, type Open } from '../../live/session';
import { titleOf } from '../../facts/walk';
import { useSignal } from '../../signal/hooks';
import { walksOf } from './walks';

export function Recorder({ here }: { here: Open }) {
  const asked = useSignal(false);
  const leave = (): void => {
    if (!asked.value && followingOf(here).length > 0) asked.value = true;
    else void leaveApp();
  };
  return (
    <section class="card stack" aria-label="本机记录人">
      <div class="row">
        <p class="grow"><span class="quiet small">本机记录人</span><br /><strong class="name">{here.person.name}</strong></p>
        {!asked.value && <button type="button" class="button" onClick={leave}>退出</button>}
      </div>
      {asked.value && (
        <div class="stack" role="alert">
          <p><strong>现在退出？</strong></p>
          {followingOf(here).map((words) => <p key={words}>{words}</p>)}
          <div class="pair">
            <button type="button" class="button" onClick={leave}>仍要退出</button>
            <button type="button" class="button" onClick={() => { asked.value = false; }}>不退出</button>
          </div>
        </div>
      )}
    </section>
  );
}

/** What follows if one leaves now. */
function followingOf({ person, sync }: Open): string[] {
  const { state, entries, photos } = sync.status.value;
  const { going } = walksOf(person.id, (knownWalks.value ?? []).slice(0, SHOWN));
  return [
    ...going.slice(0, 1).map((view) => `「${titleOf(view.state, catalogue.value)}」还没有结束：退出后要登录才能接着记，时间照常算。`),
    ...(entries + photos > 0 ? [`${countWords(entries, photos)}待传：都留在这台手机里，您下次登录后上传。`] : []),
    ...(state === 'offline' ? ['现在没有网络：要到有网络的地方才能再登录。'] : []),
  ];
}
