/** What the unit's rectifications ask to walk again, but for what a walk on this phone was begun for already: the catalogue says so only
 * after the next round with the server. */
import type { Rewalk } from '../facts/catalogue';
import { catalogue, knownWalks, SHOWN, viewOf } from './walks';

export function toWalkAgain(): Rewalk[] {
  const begun = (knownWalks.value ?? []).slice(0, SHOWN).map(({ walk }) => viewOf(walk).value?.state.open?.fields['rewalk']);
  return (catalogue.value.rewalks ?? []).filter(({ id }) => !begun.includes(id));
}
