/** What the shell itself runs, written into the page: the app's own script is still on its way. */
import { warm } from '../store/warm';
import { showGlimpse } from './glimpse';

warm();
showGlimpse(document.getElementById('app')!);
