import type { ComponentChildren } from 'preact';
import { keyFace, keyed } from './keys';
import { go } from '../live/route';

interface Props {
  /** Hash of the screen it opens. */
  hash: string;
  class?: string;
  /** The key that presses it, on the screens that have keys. */
  shortcut?: string;
  children: ComponentChildren;
}

/** An action that opens another screen: what looks like a button is one, to a reader and to the space bar as well. */
export const GoButton = ({ hash, class: look = 'button', shortcut, children }: Props) => (
  <button type="button" class={look} data-hash={hash} {...keyed(shortcut)} onClick={() => go(hash)}>
    {children}{keyFace(shortcut)}
  </button>
);
