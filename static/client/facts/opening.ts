/**
 * What an opening entry says, as its forms hold it: begun with, and corrected later. Pure. The desk has the same rules
 * in zlc/walks/opening.py; tests/sync/openings.json is read by both.
 */
import type { Fields, OpenData } from '../journal/index';
import type { Matter, Request, Rewalk } from './catalogue';

/** The hall's address and the website's are two things: each stays its own, whichever of them is asked for. */
export interface Opening {
  query: string; matter: string | null; mode: string; channel: string; place: string; site: string; window: string;
  head: string; companions: string; behalf: string; ref: string;
}

/** Null: nobody has touched it, and what is offered, or recorded, counts. `query` speaks for `matter` too. */
export type Said = { [K in keyof Opening]: Opening[K] | null };

const NOTHING: Opening = {
  query: '', matter: null, mode: '', channel: '', place: '', site: '', window: '', head: '', companions: '', behalf: '', ref: '',
};

export const untouched = (): Said => Object.fromEntries(Object.keys(NOTHING).map((key) => [key, null])) as unknown as Said;

/** What a form shows: what was written into it, and for the rest what stands there `now`. */
export function shown(said: Said, now: Opening): Opening {
  const kept = Object.entries(said).filter(([key, value]) => key in now && value !== null && key !== 'matter');
  return { ...now, ...Object.fromEntries(kept), matter: said.query === null ? now.matter : said.matter };
}

/** What a new walk begins with: the channel and the address that are published, and who leads the unit. */
export const offered = (matter: Matter | undefined, head: string): Opening => ({
  ...NOTHING, mode: 'self', channel: (matter?.channels.length === 1 && matter.channels[0]) || 'hall',
  place: matter?.place ?? '', head,
});

const words = (value: unknown): string =>
  (Array.isArray(value) ? value.join('、') : value === null || value === undefined ? '' : String(value));

export function openingOf(fields: Fields): Opening {
  const { mode, channel, place, window, head, companions, matter } = fields;
  const { for: behalf, ref } = (fields['delegation'] ?? {}) as Fields;
  const [address, at] = [words(place), channel === 'online' ? 'site' : 'place'];
  return {
    ...NOTHING, matter: words(matter) || null, query: matter ? '' : words(fields['matter_text']), mode: words(mode),
    channel: words(channel), [at]: address, window: words(window), head: words(head), companions: words(companions),
    behalf: words(behalf), ref: words(ref),
  };
}

/** `query` null: nobody has touched it, and what is recorded counts. */
export interface MatterChoice { query: string | null; matter: string | null }

/** How an `open` names it; what was typed counts only while nothing is chosen. */
export function matterData({ query, matter }: MatterChoice): { matter?: string; matter_text?: string } {
  if (matter) return { matter };
  return query?.trim() ? { matter_text: query.trim() } : {};
}

/** `request`: the 待办事项 that is taken, if one is; `rewalk`: for which rectification it is walked again. */
export function walkData(said: Opening, request: string | null = null, rewalk?: string): OpenData {
  const { mode, channel, behalf, ref } = said;
  return {
    as: 'applicant', mode: mode as NonNullable<OpenData['mode']>, channel: channel as NonNullable<OpenData['channel']>,
    ...matterData(said), place: (channel === 'online' ? said.site : said.place).trim(), head: said.head.trim(),
    companions: said.companions.trim(), ...(rewalk && { rewalk }),
    ...(mode === 'delegate' && { delegation: { for: behalf.trim(), ref: ref.trim(), ...(request !== null && { request }) } }),
  };
}

export const sessionData = (said: Opening): OpenData => ({
  as: 'counter', channel: 'hall', ...matterData(said), window: said.window.trim(), place: said.place.trim(), head: said.head.trim(),
});

const MATTER = ['matter', 'matter_text'];
const OF_A_WALK = ['mode', 'channel', 'place', 'head', 'companions'];
const OF_A_SESSION = [...MATTER, 'window', 'place', 'head'];

/**
 * The fields of the opening entry that become other ones; null where nothing is said any more. A walk keeps its matter until
 * another is named; and what an authorisation said stays when it is no 代理办 any more: nobody reads it then.
 */
export function corrected(fields: Fields, said: Opening): Fields {
  const atCounter = fields['as'] === 'counter';
  const dataOf = (one: Opening): Fields => ({ ...(atCounter ? sessionData(one) : walkData(one)) });
  const [before, after] = [dataOf(openingOf(fields)), dataOf(said)];
  const named = atCounter || after['matter'] || after['matter_text'];
  const asked = atCounter ? OF_A_SESSION : [...(named ? MATTER : []), ...OF_A_WALK, ...(after['delegation'] ? ['delegation'] : [])];
  const value = (field: string): unknown => (field === 'delegation'
    ? { ...(fields[field] as object | null), ...(after[field] as object) } : after[field] || null);
  return Object.fromEntries(asked.filter((field) => JSON.stringify(before[field] || null) !== JSON.stringify(after[field] || null))
    .map((field) => [field, value(field)]));
}

/** Whether these changes only say what was not said yet: nobody is asked why. */
export function fills(fields: Fields, changes: Fields): boolean {
  const added = (was: Fields, now: Fields): boolean => Object.keys(now).every((key) => !words(was[key]).trim() || was[key] === now[key]);
  return Object.entries(changes).every(([field, value]) => value !== null
    && (field === 'delegation' ? added((fields[field] ?? {}) as Fields, value as Fields) : !words(fields[field]).trim()));
}

/** 还缺: what a record is expected to say and does not, in words; never a reason to refuse it. */
export function lacking(fields: Fields): string[] {
  const { matter, query, mode, channel, place, window, head, companions, behalf, ref } = openingOf(fields);
  const expected: Record<string, string> = fields['as'] === 'counter' ? { 窗口: window, 地点: place } : {
    事项: matter ?? query, 地点: channel === 'online' ? '-' : place, 主要负责人: head,
    ...(mode === 'delegate' && { 代谁办: behalf, 授权依据: ref }), ...(mode === 'accompany' && { 陪同谁: companions }),
  };
  return Object.keys(expected).filter((word) => !expected[word]?.trim());
}

/** Which 待办事项 a walk takes, and what stood in the form before it filled that in. */
export interface Taken { request: string | null; before: Pick<Said, 'query' | 'matter' | 'behalf'> | null }

const filledBy = ({ whose, text, matter }: Request) => ({ behalf: whose, matter, query: matter ? '' : text });

export const takeUp = ({ query, matter, behalf }: Said, one: Request): Partial<Said & Taken> =>
  ({ ...filledBy(one), request: one.id, before: { query, matter, behalf } });

const named = ({ query, matter }: MatterChoice): string => matter ?? query?.trim() ?? '';

/** What one who walks again fills in; nothing else, so that it is changed like anything else. */
export const againOf = ({ id, matter, name }: Rewalk): MatterChoice & { rewalk: string } =>
  ({ rewalk: id, matter, query: matter ? '' : name });

/** The one that is walked again: no longer when another matter was named since. */
export const walkedAgain = (said: MatterChoice & { rewalk: string | null }, asked: Rewalk[]): Rewalk | undefined =>
  asked.find((one) => one.id === said.rewalk && named(againOf(one)) === named(said));

/** 「不取了」: what stood there comes back, but not over what was written since. */
export function handBack(said: Said & Taken, one: Request): Partial<Said & Taken> {
  const filled = filledBy(one);
  const { behalf, query, matter } = said.before ?? said;
  return {
    request: null, before: null, ...(said.behalf === filled.behalf && { behalf }),
    ...(said.matter === filled.matter && said.query === filled.query && { query, matter }),
  };
}
