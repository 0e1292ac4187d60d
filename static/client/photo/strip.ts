/** 说明条: words below the picture, never over it. */

import { directed } from '../facts/direction';

const LETTERS = 30;
const MOST_LINES = 4;

/** The words broken where they must be. Chinese may break anywhere. */
export function broken(words: string[], fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const word of words.map(directed)) {
    let line = '';
    for (const letter of word) {
      if (line && !fits(line + letter)) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
    lines.push(line);
  }
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]!.slice(0, -1)}…`] : lines;
}

export interface Strip { lines: string[]; height: number; write: (context: CanvasRenderingContext2D, top: number) => void }

/** What the strip under a picture `width` px wide takes, and how to write it. */
export function stripOf(words: string[], width: number): Strip {
  const size = Math.max(12, Math.round(width / LETTERS));
  const font = `${size}px sans-serif`;
  const ruler = document.createElement('canvas').getContext('2d')!;
  ruler.font = font;
  const lines = broken(words, (line) => ruler.measureText(line).width <= width - size);
  const height = lines.length > 0 ? Math.round(size * (1.4 * lines.length + 0.6)) : 0;
  const write = (context: CanvasRenderingContext2D, top: number): void => {
    context.fillStyle = '#111';
    context.fillRect(0, top, width, height);
    context.fillStyle = '#fff';
    context.font = font;
    context.textBaseline = 'middle';
    lines.forEach((line, place) => context.fillText(line, size / 2, top + size * (1 + 1.4 * place)));
  };
  return { lines, height, write };
}
