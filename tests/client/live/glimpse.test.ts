/** The page as it was last seen makes way for the app, and no touch is lost between the two. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whenLetGo } from '../../../static/client/live/glimpse';

/** A page of which one button is held while `held` says so, and whose next tasks and frames are run by hand. */
function page() {
  const next: (() => void)[] = [];
  const one = { held: false, shown: 0, step: () => next.splice(0).forEach((task) => task()) };
  globalThis.requestAnimationFrame = ((task: () => void) => next.push(task)) as never;
  globalThis.setTimeout = ((task: () => void) => next.push(task)) as never;
  whenLetGo({ querySelector: () => (one.held ? {} : null) } as never, () => { one.shown += 1; });
  return one;
}

test('what nobody holds makes way in the next task', () => {
  const one = page();
  assert.equal(one.shown, 0);
  one.step();
  assert.equal(one.shown, 1);
});

test('what is touched in the last moment stays until it is let go of, and until its click has come', () => {
  const one = page();
  one.held = true; // after it was asked, before it was to show
  one.step();
  one.step();
  assert.equal(one.shown, 0, 'a button went away under the finger');
  one.held = false;
  one.step();
  assert.equal(one.shown, 0, 'the click comes first');
  one.step();
  assert.equal(one.shown, 1);
});
