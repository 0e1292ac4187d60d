import { setDiscreet, isDiscreet } from '../live/discreet';
import { atOnce } from '../live/draft';
import { Tags } from '../kit/field';
import { useSignal } from '../signal/hooks';

export function DiscreetSwitch() {
  const on = useSignal(isDiscreet());
  const turn = (chosen: string[]): void => {
    on.value = chosen.length > 0;
    setDiscreet(on.value);
  };
  return <Tags legend="低调模式" options={[['on', '屏幕变暗，不震动']]} {...atOnce(on.value ? ['on'] : [], turn)} />;
}
