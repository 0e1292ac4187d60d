/** 显示密码, on the pages of the login and the password: by its button, until the form is sent. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-shows]')) {
  const fields = [...document.querySelectorAll<HTMLInputElement>(button.dataset.shows ?? '')];
  const show = (shown: boolean): void => {
    for (const field of fields) field.type = shown ? 'text' : 'password';
    button.textContent = shown ? '隐藏密码' : '显示密码';
    button.setAttribute('aria-pressed', String(shown));
  };
  button.hidden = false;
  button.addEventListener('click', () => show(fields.some((field) => field.type === 'password')));
  // A browser offers to remember what it knows for a password.
  button.form?.addEventListener('submit', () => show(false));
}

export {};
