/** 「我的整改」: what the server told of a rectification (docs/sync.md, GET /changes), and what is on its way laid over it. Pure. */
import type { Known } from '../journal/index';
import type { Catalogue } from './catalogue';
import { dayOf, inputValue } from './dates';
import { lightOf, type Light, type Lit } from './handling';

export interface Told {
  id: string;
  kind: string;
  at: number;
  outcome: 'done' | 'kept';
  /** Why it is kept, in the server's words; then what was written too. */
  message: string;
  effect?: string;
  text?: string;
  caption?: string;
}

export interface Moment { at: number; by: string; word: string; text: string }

export interface Mine {
  id: string;
  number: string;
  state: string;
  state_name: string;
  tint: string;
  text: string;
  matter: string;
  /** How many it serves. */
  problems: number;
  responsible: string;
  /** Whether it is this person's still. */
  owned: boolean;
  due_on: string | null;
  light: Lit | null;
  measure: string;
  criterion: string;
  planned: boolean;
  plan: string;
  /** Whether there is evidence that no submission has had yet. */
  fresh: boolean;
  /** 整改成效 as a walk made again shows it; an older server does not say. */
  drafted?: string;
  /** The kinds of entries that would be done now. */
  may: string[];
  history: Moment[];
  entries: Told[];
}

export interface MineTold { mark: string; lines: Mine[] }

/** An entry with how far it has come. */
export interface Sent extends Known { state: string; message: string }

/** With this person's entries that the server has not told of yet, and the photos that count as evidence, the oldest first. */
export interface MineView { line: Mine; sent: Sent[]; photos: Sent[] }

export function viewsOf(lines: Mine[], kept: Sent[][]): MineView[] {
  return lines.map((line, place) => {
    const told = new Map(line.entries.map(({ id, outcome }) => [id, outcome]));
    const own = [...kept[place]!].sort((a, b) => (a.id < b.id ? -1 : 1));
    const photos = own.filter(({ id, body }) => body.kind === 'evidence' && told.get(id) !== 'kept');
    return { line, sent: own.filter(({ id }) => !told.has(id)), photos };
  });
}

/** What may be written now, as if what is on its way were done: a claim opens the rest, a submission ends it. */
export function mayNow({ line, sent }: MineView): string[] {
  const kinds = sent.map(({ body }) => body.kind as string);
  if (kinds.includes('submission')) return [];
  return line.may.includes('claim') && kinds.includes('claim') ? ['progress', 'evidence', 'submission'] : line.may;
}

/** Whether a submission has evidence without words. */
export const isShown = ({ line, sent }: MineView): boolean => line.fresh || sent.some(({ body }) => body.kind === 'evidence');

export const late = ({ entries }: Mine): Told[] => entries.filter(({ outcome }) => outcome === 'kept');

/** Those that wait for something of this person's. */
export const underWay = (views: MineView[]): MineView[] => views.filter((view) => view.line.owned && mayNow(view).length > 0);

/** `now` in ms. */
export const lightIn = ({ due_on, light }: Mine, now: number, { turned }: Catalogue): Light | null =>
  (light ? lightOf(due_on, inputValue(now).slice(0, 10), light, turned) : null);

export const dueWords = ({ due_on }: Mine): string => (due_on ? dayOf(Date.parse(due_on)) : '');

/** What an entry or a told one says. */
export const saidIn = ({ effect, text, caption }: Partial<Record<'effect' | 'text' | 'caption', unknown>>): string =>
  [effect, text, caption].filter(Boolean).join(' ');
