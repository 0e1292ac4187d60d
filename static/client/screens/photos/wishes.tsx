/** What is done with a photo before it is stored; the choice belongs to the phone. Nothing of it: stored at once. */
import type { Signal } from '../../signal/signal';
import { atOnce } from '../../live/draft';
import { Tags } from '../../kit/field';
import { useSignal } from '../../signal/hooks';

const KEY = 'zlc.photo';
const COVER: [string, string] = ['cover', '先遮挡、画箭头'];
const STRIP: [string, string] = ['strip', '加说明条'];

export const useWishes = (): Signal<string[]> => useSignal((localStorage.getItem(KEY) ?? '').split(' ').filter(Boolean));

/** `only`: while a picture is being covered there is nothing to choose but its strip. */
export const Wishes = ({ wishes, only }: { wishes: Signal<string[]>; only?: boolean }) => (
  <Tags legend={only ? '照片下面' : '存下之前'} options={only ? [STRIP] : [COVER, STRIP]}
    {...atOnce(wishes.value, (chosen: string[]) => {
      wishes.value = chosen;
      localStorage.setItem(KEY, chosen.join(' '));
    })} />
);
