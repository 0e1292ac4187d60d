/** A filter acts as soon as it is changed; without a script its button does. Of days two are typed, then the button is pressed. */
export function actAtOnce(): void {
  const form = document.querySelector<HTMLFormElement>('form.filters[method="get"]');
  const button = form?.querySelector<HTMLElement>('button[type="submit"]');
  if (!form || !button) return;
  button.hidden = form.querySelector('[data-day]') === null;
  form.addEventListener('change', (event) => {
    if (event.target instanceof Element && event.target.matches('[data-day]')) return;
    if (form.reportValidity()) form.submit();
  });
}
