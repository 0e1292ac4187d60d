/** 复制: what stands in a field, for a chat. Without a script it is marked and copied by hand. */
export function offerCopies(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copies]')) {
    const field = document.getElementById(button.dataset.copies ?? '');
    if (!(field instanceof HTMLTextAreaElement)) continue;
    button.hidden = false;
    button.addEventListener('click', () => void copy(field, button.parentElement?.querySelector('[data-copied]')));
  }
}

async function copy(field: HTMLTextAreaElement, told: Element | null | undefined): Promise<void> {
  field.focus();
  field.select();
  const done = await written(field.value);
  if (told) told.textContent = done ? '已复制。' : '没有复制成，文字已选中，请按 Ctrl+C，或长按选「复制」。';
}

/** A page that did not come by HTTPS has no clipboard but the old command. */
async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand('copy');
  }
}
