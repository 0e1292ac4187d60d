/** 「设置」: who records here and 退出, how the phone looks, whether it is ready, and what is read once. */
import { DiscreetSwitch } from '../../parts/discreet_switch';
import { ExportButton } from './export_button';
import { InstallHint } from './install';
import type { Open } from '../../live/session';
import { Readiness } from './readiness';
import { Recorder } from './recorder';
import { Screen } from '../../kit/screen';
import { TypeSize } from '../../kit/type_size';

export function Settings({ here }: { here: Open }) {
  const { entries, photos } = here.sync.status.value;
  return (
    <Screen title="设置" back="#/">
      <Recorder here={here} />
      <TypeSize />
      <DiscreetSwitch />
      <Readiness here={here} />
      {entries + photos > 0 && <ExportButton />}
      <a class="button wide" href="/field/handbook/">使用手册</a>
      <InstallHint />
    </Screen>
  );
}
