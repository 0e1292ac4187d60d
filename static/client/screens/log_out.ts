/** Ends the login at the server; when it cannot be reached, this is done at the next start, before anything else. */
const KEY = 'zlc.leave';

export async function logOut(): Promise<void> {
  localStorage.setItem(KEY, '1');
  try {
    // The shell is static and holds no form token; the login page is the place that gives one.
    const page = await fetch('/login', { credentials: 'same-origin' });
    const form = new DOMParser().parseFromString(await page.text(), 'text/html');
    const token = form.querySelector<HTMLInputElement>('input[name=csrf_token]')?.value;
    if (!page.ok || !token) return;
    const answer = await fetch('/logout', {
      method: 'POST',
      body: new URLSearchParams({ csrf_token: token }),
      redirect: 'manual',
    });
    // An opaque redirect is the answer to a logout that was done; 401 says that nobody was logged in.
    if (answer.type === 'opaqueredirect' || answer.status === 401) localStorage.removeItem(KEY);
  } catch {
    // Without network the mark stays, and the next start tries again.
  }
}

/** Finishes a 退出 that had no network. */
export async function finishLogOut(): Promise<void> {
  if (localStorage.getItem(KEY)) await logOut();
}
