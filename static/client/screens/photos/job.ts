/** A photo that is being covered: in memory only, and found again by whoever comes back to its sheet. */
import { signal, type Signal } from '../../signal/signal';
import type { Mark } from '../../photo/marks';
import type { Shot } from '../../photo/photo';

export interface Job {
  shot: Shot;
  /** How many are not kept yet, this one among them. */
  left: number;
  marks: Signal<Mark[]>;
  /** How it is to be kept; null: not at all. */
  choose: (marks: Mark[] | null) => void;
}

const jobs = new Map<string, Signal<Job | null>>();

/** `key` says where the photo will hang. The back key, or a thumb that slips off the edge, loses no picture. */
export function jobOf(key: string): Signal<Job | null> {
  const job = jobs.get(key) ?? signal<Job | null>(null);
  jobs.set(key, job);
  return job;
}

/** Shows the picture until its owner has chosen; what was drawn before a save that failed is still there. */
export const chosen = (job: Signal<Job | null>, shot: Shot, left: number): Promise<Mark[] | null> =>
  new Promise((choose) => {
    job.value = { shot, left, marks: job.peek()?.marks ?? signal<Mark[]>([]), choose };
  });
