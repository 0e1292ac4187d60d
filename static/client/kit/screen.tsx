/** The frame of every screen: bar, content, foot; one h1, the title, and the focus where a reader begins. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from '../signal/hooks';
import { BackIcon } from './icons';
import { leave } from '../live/route';
import { failure } from '../live/saving';

interface Props {
  title: string;
  /** Hash of the screen above; absent on the first page. */
  back?: string;
  /** The right end of the bar: the state of saving, or where one is. */
  side?: ComponentChildren;
  tabs?: ComponentChildren;
  foot?: ComponentChildren;
  /** The foot has nothing to say for now; it stays in the tree, for the next announcement. */
  silent?: boolean;
  /** The foot is one button: it stays under the thumb, also in the largest type in a low window. */
  short?: boolean;
  /** Two or three columns where the window has room for them. */
  wide?: boolean;
  /** Words alone: nothing inside takes the focus, so the content does, and arrow keys can scroll it. */
  words?: boolean;
  children: ComponentChildren;
}

export function Screen({ title, back, side, tabs, foot, silent, short, wide, words, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    failure.value = null;
  }, []);
  useEffect(() => { document.title = back ? `${title} · 走流程` : title; }, [title]);
  return (
    <div class={`screen${wide ? ' wide' : ''}${short ? ' short' : ''}`}>
      <header class="bar">
        {back && <a class="back" href={back} onClick={goUp(back)} aria-label="返回"><BackIcon /></a>}
        <h1 tabIndex={-1} ref={heading}>{title}</h1>
        {side}
      </header>
      {tabs}
      <main class="content" tabIndex={words ? 0 : undefined}>{children}</main>
      {foot && <footer class={silent ? 'foot silent' : 'foot'}>{foot}</footer>}
    </div>
  );
}

/** 「返回」 goes up, by the browser's own history when that is where we came from. */
const goUp = (back: string) => (event: Event): void => {
  event.preventDefault();
  leave(back);
};

/** What could not be saved, in red, beside the button that was pressed. */
export const Failure = () =>
  failure.value ? <p class="banner red" role="alert"><strong>没有存上</strong>{failure.value}</p> : null;
