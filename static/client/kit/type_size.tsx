/** 标准 · 大字 · 特大, on the first page; the choice belongs to the phone, not to the person. */
import { signal } from '../signal/signal';
import { atOnce } from '../live/draft';
import { Chips } from './field';
import { SIZE } from '../live/look';

const SIZES: [string, string][] = [['normal', '标准'], ['large', '大字'], ['huge', '特大']];

export const size = signal('normal');

export function startSizes(): void {
  const kept = localStorage.getItem(SIZE);
  choose(SIZES.some(([code]) => code === kept) ? (kept as string) : 'normal');
}

function choose(code: string): void {
  size.value = code;
  document.documentElement.dataset['size'] = code;
  localStorage.setItem(SIZE, code);
}

export const TypeSize = () => (
  <Chips legend="字号" name="size" options={SIZES} {...atOnce(size.value, choose)} layout="even" />
);
