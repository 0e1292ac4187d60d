/** Which login the server knows this browser by, as a word: 退出 ends that one, and none that has begun since. */
const KEY = 'zlc.login';
/** The server sets it with the login itself, whichever tab that was made in. */
const COOKIE = /(?:^|; )zlc-login=(\w+)/;

/** For a login that began before it came as a cookie, and with an older server. */
export function keepLogin(word: string | undefined): void {
  if (word) localStorage.setItem(KEY, word);
}

/** Empty when the server has never said it, or another login is about to begin. */
export const knownLogin = (): string => COOKIE.exec(document.cookie)?.[1] ?? localStorage.getItem(KEY) ?? '';

export const forgetLogin = (): void => localStorage.removeItem(KEY);
