import type { ComponentChildren } from 'preact';
import { go } from './route';

interface Props {
  /** Hash of the screen it opens. */
  hash: string;
  class?: string;
  children: ComponentChildren;
}

/** An action that opens another screen: what looks like a button is one, to a reader and to the space bar as well. */
export const GoButton = ({ hash, class: look = 'button', children }: Props) => (
  <button type="button" class={look} data-hash={hash} onClick={() => go(hash)}>{children}</button>
);
