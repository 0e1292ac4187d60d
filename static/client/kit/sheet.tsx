/** A dialog from the bottom edge. It has its own hash, so that the back key closes it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from '../signal/hooks';
import { CloseIcon } from './icons';
import { leave } from '../live/route';

interface Props {
  title: string;
  /** Hash of the screen underneath. */
  parent: string;
  /** Over all of the screen. */
  whole?: boolean;
  children: ComponentChildren;
}

export function Sheet({ title, parent, whole, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    heading.current?.focus();
    // The element leaves the page without having been closed: the browser would not give the focus back.
    return () => { if (opener instanceof HTMLElement && opener.isConnected) setTimeout(() => opener.focus()); };
  }, []);
  const close = (event: Event): void => {
    event.preventDefault();
    leave(parent);
  };
  // A tap on the shade arrives as a click on the dialog itself.
  const shade = (event: Event): void => { if (event.target === dialog.current) close(event); };
  return (
    <dialog class={whole ? 'sheet whole' : 'sheet'} ref={dialog} aria-labelledby="sheet-title" onCancel={close} onClick={shade}>
      <div class="sheet-head">
        <h2 id="sheet-title" tabIndex={-1} ref={heading}>{title}</h2>
        <button type="button" class="button plain" onClick={close}><CloseIcon />关闭</button>
      </div>
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}
