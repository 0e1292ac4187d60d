const OPEN_PANEL = 'details.panel[open]';

/** 菜单 and 筛选 are folded where there is no room (desk-list.css); Esc closes what is open. Without a script all is open. */
export function foldWhatMay(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-folds]')) {
    const folded = document.getElementById(button.dataset.folds ?? '');
    folded?.classList.add('folds');
    button.hidden = !folded;
    button.addEventListener('click', () => open(button, button.getAttribute('aria-expanded') !== 'true'));
  }
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) closeInnermost(event);
  });
}

function open(button: HTMLElement, opened: boolean): void {
  button.setAttribute('aria-expanded', String(opened));
  document.getElementById(button.dataset.folds ?? '')?.classList.toggle('unfolded', opened);
}

/** The panel in which the focus is, else whichever was opened; the focus goes back to what opened it. */
function closeInnermost(event: KeyboardEvent): void {
  const from = event.target instanceof Element ? event.target : document.body;
  const panel = from.closest<HTMLDetailsElement>(OPEN_PANEL) ?? document.querySelector<HTMLDetailsElement>(OPEN_PANEL);
  if (panel) {
    panel.open = false;
    panel.querySelector('summary')?.focus();
    return;
  }
  const button = document.querySelector<HTMLElement>('button[data-folds][aria-expanded="true"]');
  if (!button) return;
  open(button, false);
  button.focus();
}
