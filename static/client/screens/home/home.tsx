/** 「走流程」: what is under way, is it safe, and two buttons under the thumb. */
import { DutyCard } from './duty_card';
import { keepGlimpse } from '../../live/glimpse';
import { GoButton } from '../../kit/go_button';
import { Others, UnderWay, useHomeWalks } from './walks';
import { toInstall } from './install';
import { mine } from '../../live/mine';
import { underWay } from '../../facts/mine';
import { toWalkAgain } from '../../live/rewalks';
import { knownWalks } from '../../live/walks';
import { to } from '../../live/route';
import { Screen } from '../../kit/screen';
import { session, type Open } from '../../live/session';
import { useEffect } from '../../signal/hooks';
import { SharedBanner } from './shared';
import { StatusLine, UnverifiedBanner } from './status_line';
import { size } from '../../kit/type_size';
import { useUnfinished } from '../../parts/unfinished';
import { WechatBanner } from './wechat';
import { applyUpdate, updateReady } from '../../live/worker';

/** What has been seen for so long is worth being seen first next time. */
const LOOK_MS = 1_000;

const Begin = () => <GoButton class="button primary big" hash={to('start')}>开始走流程</GoButton>;
const Sit = () => <GoButton class="button wide" hash={to('counter')}>开始坐窗口</GoButton>;

/** Begun and not started: what was filled in waits there. */
const Begun = ({ draft, hash, words }: { draft: string; hash: string; words: string }) => (
  useUnfinished(draft).length > 0 ? <GoButton class="button wide" hash={hash}>没写完的：{words}</GoButton> : null
);

/** For those who are to put something right, or have not ended writing about it. */
const MineButton = () => (useUnfinished('mine/').length > 0 || mine.value?.length ? (
  <GoButton class="button wide" hash={to('mine')}>我的整改 {underWay(mine.value ?? []).length || ''}</GoButton>
) : null);

/** What the unit's rectifications wait for; chosen where a walk begins. */
const AgainButton = () => (toWalkAgain().length > 0 ? (
  <GoButton class="button wide" hash={to('start')}>安排了再走一遍 {toWalkAgain().length} 件</GoButton>
) : null);

/** Only here: in a walk nobody is asked to load a page anew. */
const UpdateBanner = () => (updateReady.value ? (
  <div class="banner" role="status">
    <p>有新版本，记录都在。</p>
    <button type="button" class="button wide" onClick={applyUpdate}>有新版本，点此更新</button>
  </div>
) : null);

export function Home() {
  const here = session.value;
  useEffect(() => {
    const timer = setTimeout(keepGlimpse, LOOK_MS);
    return () => clearTimeout(timer);
  }, [knownWalks.value]);
  return here.kind === 'open' ? <First here={here} /> : null;
}

function First({ here }: { here: Open }) {
  const walks = useHomeWalks(here.person.id);
  // In the largest type two buttons would leave no room for the walk under way.
  const short = size.value === 'huge';
  return (
    <Screen title="走流程" short={short} foot={short ? <Begin /> : <><Begin /><Sit /></>}
      side={<GoButton class="button plain" hash={to('settings')}>设置</GoButton>}>
      <WechatBanner />
      {walks && <UnderWay {...walks} />}
      <MineButton />
      <AgainButton />
      <UpdateBanner />
      <StatusLine here={here} />
      <UnverifiedBanner here={here} />
      <SharedBanner here={here} after={LOOK_MS} />
      <Begun draft="start" hash={to('start')} words="开始走流程" />
      <Begun draft="counter-start" hash={to('counter')} words="开始坐窗口" />
      {short && <Sit />}
      <DutyCard here={here} />
      {walks ? <Others {...walks} /> : <p class="quiet">正在读取……</p>}
      {toInstall() && <GoButton class="button wide" hash={to('settings')}>把走流程放到手机桌面</GoButton>}
    </Screen>
  );
}
