import { setDiscreet, isDiscreet } from './discreet';
import { atOnce } from './draft';
import { Tags } from './field';
import { useSignal } from './signals';

export function DiscreetSwitch() {
  const on = useSignal(isDiscreet());
  const turn = (chosen: string[]): void => {
    on.value = chosen.length > 0;
    setDiscreet(on.value);
  };
  return <Tags legend="低调模式" options={[['on', '屏幕变暗，不震动']]} {...atOnce(on.value ? ['on'] : [], turn)} />;
}
