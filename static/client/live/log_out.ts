/** Ends the login at the server. While it cannot be reached a mark waits, and the app stays locked all the same. */
import { call } from '../sync/call';
import { forgetLogin, knownLogin } from '../sync/login';

const KEY = 'zlc.leave';
/** A portal may swallow the request; whoever stands at the gate does not wait for it for a minute. */
const TIMEOUT_MS = 5_000;
/** Of a login that the server has not named: whichever it finds is ended. */
const UNNAMED = '1';

/** The mark names the login: it may wait until somebody has logged in anew, who is not to be thrown out. */
export async function logOut(): Promise<void> {
  localStorage.setItem(KEY, knownLogin() || UNNAMED);
  await finishLogOut();
}

/** Finishes a 退出 that had no network: at the next start, and before anybody logs in. */
export async function finishLogOut(): Promise<void> {
  const left = localStorage.getItem(KEY);
  if (!left) return;
  const ask = (url: string, init?: RequestInit): Promise<Response> => fetch(url, init);
  const json = left === UNNAMED ? {} : { login: left };
  const answer = await call(ask, 'POST', '/api/v1/logout', { json, timeout: TIMEOUT_MS });
  // 401 says that nobody was logged in.
  if (answer.kind === 'answer' && [200, 401].includes(answer.status)) localStorage.removeItem(KEY);
}

/** Whether the server's login is still the one that was left here: who left by 退出 is not let in by it. */
export function stillLeaving(): boolean {
  const left = localStorage.getItem(KEY);
  return !!left && [UNNAMED, knownLogin()].includes(left);
}

/** Before the page of the login: the one that begins there has another name. */
export async function makeWay(): Promise<void> {
  await finishLogOut();
  forgetLogin();
}
