/** Ends the login at the server. While it cannot be reached a mark waits, and the app stays locked all the same. */
import { call } from '../sync/call';

const KEY = 'zlc.leave';
/** A portal may swallow the request; whoever stands at the gate does not wait for it for a minute. */
const TIMEOUT_MS = 5_000;

export async function logOut(): Promise<void> {
  localStorage.setItem(KEY, '1');
  const ask = (url: string, init?: RequestInit): Promise<Response> => fetch(url, init);
  const answer = await call(ask, 'POST', '/api/v1/logout', { json: {}, timeout: TIMEOUT_MS });
  // 401 says that nobody was logged in.
  if (answer.kind === 'answer' && [200, 401].includes(answer.status)) localStorage.removeItem(KEY);
}

/** Finishes a 退出 that had no network: at the next start, and before anybody logs in, whom it would else throw out. */
export async function finishLogOut(): Promise<void> {
  if (localStorage.getItem(KEY)) await logOut();
}
