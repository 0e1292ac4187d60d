/** 「走流程」: is it safe, what is under way, and two buttons under the thumb. */
import { DiscreetSwitch } from '../../parts/discreet_switch';
import { keepGlimpse } from '../../live/glimpse';
import { GoButton } from '../../kit/go_button';
import { HomeWalks } from './walks';
import { InstallHint } from './install';
import { knownWalks } from '../../live/walks';
import { Readiness } from './readiness';
import { to } from '../../live/route';
import { Screen } from '../../kit/screen';
import { leaveApp, session, type Open } from '../../live/session';
import { useEffect } from '../../signal/hooks';
import { SharedBanner } from './shared';
import { StatusLine, UnverifiedBanner } from './status_line';
import { TypeSize } from '../../kit/type_size';
import { WechatBanner } from './wechat';
import { applyUpdate, updateReady } from '../../live/worker';

/** What has been seen for so long is worth being seen first next time. */
const LOOK_MS = 1_000;

const Foot = () => (
  <>
    <GoButton class="button primary big" hash={to('start')}>开始走流程</GoButton>
    <GoButton class="button wide" hash={to('counter')}>开始坐窗口</GoButton>
  </>
);

/** Only here: in a walk nobody is asked to load a page anew. */
const UpdateBanner = () => (updateReady.value ? (
  <div class="banner" role="status">
    <p>有新版本，记录都在。</p>
    <button type="button" class="button wide" onClick={applyUpdate}>有新版本，点此更新</button>
  </div>
) : null);

function Recorder({ here }: { here: Open }) {
  return (
    <section class="card row" aria-label="本机记录人">
      <p class="grow"><span class="quiet small">本机记录人</span><br /><strong class="name">{here.person.name}</strong></p>
      <button type="button" class="button" onClick={() => void leaveApp()}>退出</button>
    </section>
  );
}

export function Home() {
  const here = session.value;
  useEffect(() => {
    const timer = setTimeout(keepGlimpse, LOOK_MS);
    return () => clearTimeout(timer);
  }, [knownWalks.value]);
  if (here.kind !== 'open') return null;
  return (
    <Screen title="走流程" foot={<Foot />}>
      <WechatBanner />
      <UpdateBanner />
      <StatusLine here={here} />
      <UnverifiedBanner here={here} />
      <SharedBanner here={here} after={LOOK_MS} />
      <HomeWalks person={here.person.id} />
      <Recorder here={here} />
      <TypeSize />
      <DiscreetSwitch />
      <Readiness here={here} />
      <a class="button wide" href="/field/handbook/">使用手册</a>
      <InstallHint />
    </Screen>
  );
}
