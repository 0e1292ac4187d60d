/** Where the row of actions stands. Pure but for the window it measures. */
import { size } from '../kit/type_size';

/** In the foot, always under the thumb, where the row takes one line and the window can spare it. */
export const actionsInFoot = (): boolean => size.value === 'normal' && innerWidth >= 359 && innerHeight >= 640;
