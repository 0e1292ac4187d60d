/** The field app begins here. */
import { render } from 'preact';
import { effect } from '@preact/signals';
import { App } from './app';
import { keepInstallPrompt } from './install';
import { keepFocus } from './keep_focus';
import { follow } from './live';
import { startTicking } from './now';
import { startRouting } from './route';
import { session, startSession } from './session';
import { restoreShot } from './shot';
import { startSizes } from './type_size';
import { workerStarts } from './readiness';

startSizes();
startRouting();
keepInstallPrompt();
startTicking(() => {
  const here = session.peek();
  return here.kind === 'open' ? here.store.clock().offset ?? 0 : 0;
});
effect(() => {
  const here = session.value;
  follow(here.kind === 'open' ? here.store : null);
  if (here.kind === 'open') void restoreShot(here.store);
});
const root = document.getElementById('app');
// What the shell shows stays until there is something to show in its place.
const stopWaiting = effect(() => {
  if (!root || session.value.kind === 'opening') return;
  root.textContent = '';
  render(<App />, root);
  keepFocus(root);
  queueMicrotask(() => stopWaiting());
});
void startSession();
void workerStarts();
