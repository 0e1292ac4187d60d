/** What the pages themselves run, written into them: the app's own script is still on its way, and the handbook has none. */
import { warm } from '../store/warm';
import { showGlimpse } from '../live/glimpse';
import { showLook } from '../live/look';
import { standInForStorage } from '../live/stand_in';

standInForStorage();
showLook();
const root = document.getElementById('app');
if (root) {
  warm();
  showGlimpse(root);
}
