/** The files both sides read, found from wherever the tests are bundled to and run. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function folder(start: string): string {
  const found = join(start, 'tests', 'sync');
  if (existsSync(join(found, 'cases'))) return found;
  if (dirname(start) === start) throw new Error('tests/sync/cases is not above the working directory');
  return folder(dirname(start));
}

export interface Case {
  name: string;
  walk?: string;
  exact?: boolean;
  /** `state` held: kept beside the walk until a coordinator decides. */
  entries: Array<{ id: string; at_server: number | null; body: unknown; state?: string }>;
  expect: Record<string, unknown>;
}

export interface BodyRow {
  about: string;
  text: string;
  why: string | null;
  field: string | null;
  data?: unknown;
}

export function cases(): Case[] {
  const path = join(folder(process.cwd()), 'cases');
  const names = readdirSync(path).filter((name) => name.endsWith('.json')).sort();
  return names.map((name) => JSON.parse(readFileSync(join(path, name), 'utf8')) as Case);
}

export function bodies(): BodyRow[] {
  return JSON.parse(readFileSync(join(folder(process.cwd()), 'bodies.json'), 'utf8')) as BodyRow[];
}

/** How the counter's vectors lie on the day, by name: [use, begins, ends] each. */
export function counterDays(): Record<string, Array<[string, number, number]>> {
  return JSON.parse(readFileSync(join(folder(process.cwd()), 'counter_days.json'), 'utf8')) as ReturnType<typeof counterDays>;
}

/** Lengths in ms, and how they are said: the name of the figure, and its words. */
export function middles(): Array<[number[], string, string]> {
  return JSON.parse(readFileSync(join(folder(process.cwd()), 'middles.json'), 'utf8')) as ReturnType<typeof middles>;
}

/** Parts in ms, the whole they are given where it is not their sum, and how they are said. */
export function minutes(): Array<{ about: string; parts: number[]; whole?: number; words: string[] }> {
  return JSON.parse(readFileSync(join(folder(process.cwd()), 'minutes.json'), 'utf8')) as ReturnType<typeof minutes>;
}

/** 「本半年」 as the server tells it at `time`, and as the phone says it. */
export interface DutyRow {
  time: number;
  duty: { first: string; last: string; reached: number; to_see: number; late: number };
  title: string;
  as_of: string;
  lines: Array<[string, string]>;
}

export function duties(): DutyRow {
  return JSON.parse(readFileSync(join(folder(process.cwd()), 'duty.json'), 'utf8')) as DutyRow;
}

/**
 * What an opening entry says, what is written over it, what becomes another by that, whether that only fills in
 * what was not said, and what was lacking before.
 */
export interface OpeningRow {
  about: string;
  fields: Record<string, unknown>;
  said: Record<string, string | null>;
  changes: Record<string, unknown>;
  fills: boolean;
  lacking: string[];
}

export function openings(): OpeningRow[] {
  return JSON.parse(readFileSync(join(folder(process.cwd()), 'openings.json'), 'utf8')) as OpeningRow[];
}
