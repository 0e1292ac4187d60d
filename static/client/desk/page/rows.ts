/** A row of a list is one thing to click, J and K go from one to the next, and X ticks it. */
const ROWS = '.ledger tbody tr';
/** In these, keys and clicks mean something of their own. */
const BUSY = 'a, button, input, select, textarea, label, summary, [contenteditable]';
const WRITTEN_IN = 'input:not([type="checkbox"]):not([type="radio"]), select, textarea';

export function walkTheRows(): void {
  for (const row of document.querySelectorAll<HTMLElement>(ROWS)) {
    if (titleOf(row)) row.classList.add('opens');
  }
  addEventListener('click', (event) => {
    const at = event.target as Element;
    const link = !at.closest(BUSY) && titleOf(at.closest(ROWS));
    // Whoever marks words to copy them opens nothing.
    if (!link || getSelection()?.toString()) return;
    if (event.ctrlKey || event.metaKey) window.open(link.href, '_blank', 'noopener');
    else link.click();
  });
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if ((event.target as Element).closest(WRITTEN_IN)) return;
    if (event.key === 'j') go(1);
    if (event.key === 'k') go(-1);
    if (event.key === 'x') document.activeElement?.closest(ROWS)?.querySelector<HTMLInputElement>('.mark-cell input')?.click();
  });
}

function titleOf(row: Element | null | undefined): HTMLAnchorElement | null | undefined {
  return row?.querySelector<HTMLAnchorElement>('a.title');
}

function go(step: number): void {
  const titles = [...document.querySelectorAll<HTMLElement>(`${ROWS} a.title`)];
  const row = document.activeElement?.closest(ROWS);
  const here = row ? titles.findIndex((title) => row.contains(title)) : -1;
  const next = here < 0 ? titles[0] : titles[here + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
