/** What is done with the ticked rows appears with the first tick, and says how many there are; one that stays comes to the foot of the
    window then. */
export function countTheTicked(): void {
  const bar = document.querySelector<HTMLFormElement>('form.bulk');
  const ticks = [...document.querySelectorAll<HTMLInputElement>('.mark-cell input[type="checkbox"]')];
  if (!bar) return;
  const all = bar.querySelector<HTMLElement>('[data-pick="all"]');
  const told = bar.querySelector<HTMLElement>('[data-picked]');

  const tell = (): void => {
    const picked = ticks.filter((one) => one.checked).length;
    bar.hidden = picked === 0 && !('stays' in bar.dataset);
    bar.classList.toggle('resting', picked === 0);
    for (const one of bar.querySelectorAll<HTMLElement>('[data-pick], [data-picked]')) one.hidden = false;
    if (all) all.hidden = picked === ticks.length;
    if (told) told.textContent = `已选 ${picked} 条`;
    for (const one of ticks) one.closest('tr, li')?.classList.toggle('picked-row', one.checked);
  };
  const pick = (picked: boolean): void => {
    for (const one of ticks) one.checked = picked;
    tell();
  };
  for (const button of bar.querySelectorAll<HTMLElement>('[data-pick]')) {
    button.addEventListener('click', () => pick(button.dataset.pick === 'all'));
  }
  for (const one of ticks) one.addEventListener('change', tell);
  // One panel at a time: they lie where the list is.
  const panels = [...bar.querySelectorAll<HTMLDetailsElement>(':scope > details.panel')];
  for (const panel of panels) {
    panel.addEventListener('toggle', () => {
      if (panel.open) for (const other of panels) if (other !== panel) other.open = false;
    });
  }
  // A browser that goes back brings the ticks along, after this has run.
  addEventListener('pageshow', tell);
  tell();
}
