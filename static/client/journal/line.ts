/** An entry of the walk with its amendments and its time worked in; what the parts of the fold read. */

import type { AmendData, How, Id, Kind, Known } from './entry';
import type { Certainty, Fields } from './state';

export interface Line {
  id: Id;
  kind: Kind;
  by: Id;
  how: How;
  recordedAt: number;
  time: number;
  certainty: Certainty;
  void: boolean;
  undone: boolean;
  fields: Fields;
  amended: string[];
}

export interface Amendment extends Known {
  data: AmendData;
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function byTime(a: { time: number; id: Id }, b: { time: number; id: Id }): number {
  return a.time - b.time || byText(a.id, b.id);
}
