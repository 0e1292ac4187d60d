/** Asks the server who is logged in: at the first start, after a log-in, and to open a locked app. */
import type { Person } from '../store/kept';
import { call, type Fetch } from './call';
import { keepLogin } from './login';

export type Answer =
  | { kind: 'person'; server: string; person: Person }
  /** Our server answers, and nobody is logged in. */
  | { kind: 'login'; server: string }
  /** No answer from our server: no network, or a portal in between. */
  | { kind: 'offline' };

export async function whoIsHere(fetch: Fetch = (url, init) => window.fetch(url, init)): Promise<Answer> {
  const answer = await call(fetch, 'GET', '/api/v1/hello');
  if (answer.kind !== 'answer') return { kind: 'offline' };
  const { person, login } = (answer.json ?? {}) as { person?: Person; login?: string };
  keepLogin(login);
  if (answer.status === 200 && person) return { kind: 'person', server: answer.server, person };
  return answer.status === 401 ? { kind: 'login', server: answer.server } : { kind: 'offline' };
}
