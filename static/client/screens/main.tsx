/** The field app begins here. */
import { options, render } from 'preact';
import { effect } from '../signal/signal';
import { directed } from '../facts/direction';
import { dropGlimpse, whenLetGo } from '../live/glimpse';
import { startTicking } from '../live/now';
import { startRouting } from '../live/route';
import { failure } from '../live/saving';
import { session, startSession } from '../live/session';
import { restoreShot } from '../live/shot';
import { followMine } from '../live/mine';
import { follow, knownWalks } from '../live/walks';
import { keepFocus } from '../kit/keep_focus';
import { startSizes } from '../kit/type_size';
import { App } from './app';
import { keepInstallPrompt } from './home/install';
import { workerStarts } from './home/readiness';

// Every text of every screen passes here on its way to the page.
options.vnode = (node: { props: unknown }) => {
  if (typeof node.props === 'string') node.props = directed(node.props);
};
startSizes();
startRouting();
keepInstallPrompt();
startTicking(() => {
  const here = session.peek();
  return here.kind === 'open' ? here.store.clock().offset ?? 0 : 0;
});
effect(() => {
  const here = session.value;
  const store = here.kind === 'open' ? here.store : null;
  follow(store);
  followMine(store);
  if (here.kind === 'open') void restoreShot(here.store);
  else if (here.kind !== 'opening') dropGlimpse();
});
const root = document.getElementById('app');
// What the shell shows stays until there is something to show in its place.
const stopWaiting = effect(() => {
  const { kind } = session.value;
  if (!root || kind === 'opening' || (kind === 'open' && knownWalks.value === null && failure.value === null)) return;
  whenLetGo(root, () => {
    root.textContent = root.className = '';
    root.onclick = null;
    render(<App />, root);
    keepFocus(root);
  });
  // This runs once, and must not clear a page that stands.
  queueMicrotask(() => stopWaiting());
});
void startSession();
// The worker keeps the next opening, not this one: it waits until the page has what it needs.
addEventListener('load', () => void workerStarts());
