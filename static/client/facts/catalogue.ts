/** The catalogue as `/api/v1/catalogue` gives it, and what is used until it has been fetched once. */
import { inputValue } from './dates';

export interface CatalogueStep { step: string; name: string; stage: string | null }
export interface Limit { value: number; unit: 'working_day' | 'day' | 'at_once' }
export interface Material { name: string; copies: number; original: boolean }
export interface Matter {
  id: string; unit: string; name: string; code: string; aliases: string[]; channels: string[];
  materials: Material[]; steps: number | null; trips: number | null; statutory: Limit | null;
  promised: Limit | null; fee: string | null; frequent: boolean; blocked: boolean;
  wait_minutes: number | null; place: string | null;
}
export interface CatalogueUnit {
  id: string; name: string; short: string; kind: string; head: { name: string; title: string } | null;
}
/** `about` says in a line what is looked at, `stage` where one meets it: an office's own element has neither, nor has an older server's. */
export interface CheckItem { item: string; name: string; measured: boolean; about?: string; stage?: string | null }
export interface CheckGroup {
  group: string; name: string;
  items: CheckItem[];
  tags: { tag: string; name: string }[];
}
/** The steps by channel and the checklist, as the office set them together. */
export interface Edition { templates: Record<string, CatalogueStep[]>; checklist: CheckGroup[] }
/** 待办事项 that nobody of the unit has taken yet. */
export interface Request { id: string; number: number; whose: string; text: string; matter: string | null }
/** 安排再走一遍: what a rectification, `id`, waits for; `text` is its problem, `due_on` the last day. */
export interface Rewalk { id: string; matter: string | null; name: string; due_on: string; text: string }
export interface Catalogue extends Edition {
  version: string;
  /** `decides`: for their unit; an older server does not say. */
  person: { id: string; name: string; unit: string; decides?: boolean } | null;
  units: CatalogueUnit[];
  people: { id: string; name: string; title: string; unit: string }[];
  matters: Matter[];
  /** Not offered any more; walks of before keep their names. An older server does not say. */
  stopped?: Matter[];
  /** What was in force before, each until that instant (unix ms); the oldest first. */
  earlier?: (Edition & { until: number })[];
  categories: { category: string; name: string }[];
  /** Which of them are usual at which stage; a catalogue kept by an older app does not say. */
  usual?: Record<string, string[]>;
  requests?: Request[];
  /** An older server does not say. */
  rewalks?: Rewalk[];
  /** Holidays that are no weekend, and weekends that are worked; an older server does not say. */
  turned?: string[];
  /** Who has led the person's unit, with days as 2026-11-23; an older server does not say. */
  heads?: { name: string; title: string; begins_on: string; ends_on: string | null }[];
}

/** Also one that is not offered any more. */
export const matterWith = ({ matters, stopped = [] }: Catalogue, id: unknown): Matter | undefined =>
  [...matters, ...stopped].find((one) => one.id === id);

/** Who led this unit at that instant (ms), whoever came last first. */
export function headsOn({ heads, units }: Catalogue, unit: string, at: number): string[] {
  const now = units.find((one) => one.id === unit)?.head?.name;
  if (!heads) return now ? [now] : [];
  const day = inputValue(at).slice(0, 10);
  return heads.filter((one) => one.begins_on <= day && (one.ends_on === null || day <= one.ends_on))
    .sort((a, b) => (a.begins_on < b.begins_on ? 1 : -1)).map(({ name }) => name);
}

/** Code, name and stage of each step in turn. */
const steps = (words: string): CatalogueStep[] => words.split(', ').map((one) => {
  const [step = '', name = '', stage = ''] = one.split(' ');
  return { step, name, stage };
});

/** A phone that has never met the server can still record: the default steps, and categories of one word. */
export const BARE: Catalogue = {
  version: '',
  person: null,
  units: [],
  people: [],
  matters: [],
  templates: {
    hall: steps('consult 咨询 consult, form 取表填表 form, ticket 取号排队 queue, window 窗口受理 acceptance, '
      + 'supplement 补正 form, wait 等待办理 result, result 拿到结果 result'),
    online: steps('register 注册登录 consult, find 查找事项看指南 consult, fill 在线填表上传 form, '
      + 'precheck 等待预审 queue, accept 受理 acceptance, supplement 补正 form, wait 等待办理 result, '
      + 'result 拿到结果 result'),
  },
  checklist: [],
  categories: [{ category: 'other', name: '其他' }],
};

/** Of a problem that nobody has put under a category yet. */
export const UNCLASSIFIED = '未分类';

/** What a walk goes by that began at `begins`. */
export const editionOf = (catalogue: Catalogue, begins: number | null): Edition =>
  (begins !== null && catalogue.earlier?.find(({ until }) => begins < until)) || catalogue;

/** That edition first, then from the latest to the oldest: a code that it lacks is named by the latest that has it. */
const editionsFor = (catalogue: Catalogue, begins: number | null): Edition[] =>
  [editionOf(catalogue, begins), catalogue, ...[...catalogue.earlier ?? []].reverse()];

export const stepNamed = (catalogue: Catalogue, begins: number | null, step: unknown): string | undefined =>
  editionsFor(catalogue, begins).flatMap(({ templates }) => Object.values(templates).flat())
    .find((one) => one.step === step)?.name;

export const itemNamed = (catalogue: Catalogue, begins: number | null, item: unknown): string | undefined =>
  editionsFor(catalogue, begins).flatMap(({ checklist }) => checklist.flatMap((group) => group.items))
    .find((one) => one.item === item)?.name;

/**
 * Matters whose name or alias holds every word of the query, at most `limit`: those of `unit` first, then 堵点, then
 * frequent ones, equal ones as the catalogue has them (sort is stable since Chromium 70, Safari 10.1).
 */
export function searchMatters(matters: Matter[], query: string, unit: string, limit = 30): Matter[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (matter: Matter): boolean => {
    const text = [matter.name, matter.code, ...matter.aliases].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const weight = (matter: Matter): number =>
    (matter.unit === unit ? 4 : 0) + (matter.blocked ? 2 : 0) + (matter.frequent ? 1 : 0);
  return matters.filter(holds).sort((a, b) => weight(b) - weight(a)).slice(0, limit);
}

export const LIMIT_UNITS = { working_day: '个工作日', day: '天', at_once: '即办' };

/** 「5 个工作日」 or 「即办」. */
export function limitWords(limit: Limit): string {
  const unit = LIMIT_UNITS[limit.unit];
  return limit.unit === 'at_once' ? unit : `${limit.value} ${unit}`;
}
