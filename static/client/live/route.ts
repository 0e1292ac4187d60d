/** The screen is in the hash: the back key works, and a killed page returns to where it was. */
import { signal } from '../signal/signal';

/** `parts` of `#/walk/<id>/problem` are ['walk', '<id>', 'problem']. */
export function parseHash(hash: string): string[] {
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
}

export const route = signal<string[]>([]);

/** The hashes behind the present one, as far as this page knows them. */
let trail: string[] = [];

export function startRouting(): void {
  const read = (): void => {
    if (trail[trail.length - 2] === location.hash) trail.pop();
    else trail.push(location.hash);
    route.value = parseHash(location.hash);
  };
  addEventListener('hashchange', read);
  read();
}

export const to = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;

export function go(hash: string): void {
  location.hash = hash;
}

/** Puts another screen in the present one's place: what was saved is not behind the back key. */
export function replace(hash: string): void {
  history.replaceState(history.state, '', hash);
  trail = [...trail.slice(0, -1), hash];
  route.value = parseHash(hash);
}

/** Up to `parent`: one step back when we came from there, or from what was looked up, else in place of this screen. */
export function leave(parent: string): void {
  const last = trail[trail.length - 2];
  if (last === parent || (parent === to() && last === to('past'))) history.back();
  else replace(parent);
}

/** The screen of the walk whose own hash is `home` that we came from: that one, one of its cases, or one of these parts. */
export function behind(home: string, ...parts: string[]): string {
  const last = trail[trail.length - 2];
  return ['case/', ...parts].some((part) => last?.startsWith(`${home}/${part}`)) ? last! : home;
}

/** What a hash asks for inside a walk, and in which of its cases: `case/<id>/note` and `note` are the same form. */
export interface Asked { inCase: string | null; part: string | undefined; rest: string[] }

export function insideOf([, , ...parts]: string[]): Asked {
  const inCase = parts[0] === 'case' ? parts[1] ?? null : null;
  const [part, ...rest] = inCase !== null && parts.length > 2 ? parts.slice(2) : parts;
  return { inCase, part, rest };
}

const VIEW = 'view';

/** Hash of one photo, over the screen or sheet that is there. */
export const viewHash = (photo: string): string => to(...(viewed(route.value)?.under ?? route.value), VIEW, photo);

/** The photo that a hash asks for, and what lies under it; null when it asks for none. */
export function viewed(parts: string[]): { photo: string; under: string[] } | null {
  const place = parts.indexOf(VIEW);
  return place > 0 ? { photo: parts[place + 1] ?? '', under: parts.slice(0, place) } : null;
}

/** Hash of a form of a walk, or of one of its cases. */
export const formHash = (walk: string, inCase: string | null, ...parts: string[]): string =>
  to('walk', walk, ...(inCase === null ? [] : ['case', inCase]), ...parts);
