/** A filter acts as soon as it is changed; without a script its button does. */
export function actAtOnce(): void {
  const form = document.querySelector<HTMLFormElement>('form.filters[method="get"]');
  const button = form?.querySelector<HTMLElement>('button[type="submit"]');
  if (!form || !button) return;
  button.hidden = true;
  form.addEventListener('change', () => {
    if (form.reportValidity()) form.submit();
  });
}
