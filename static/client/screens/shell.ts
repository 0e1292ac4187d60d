/** What the shell itself runs, written into the page: the app's own script is still on its way. */
import { warm } from '../store/warm';
import { showDiscreet } from './discreet';
import { showGlimpse } from './glimpse';

showDiscreet();
warm();
showGlimpse(document.getElementById('app')!);
