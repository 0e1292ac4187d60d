/** One picture under the thumb: two fingers zoom, one moves what is zoomed, else goes to the next or the one before. */
import { WHOLE, zoomed, type Point, type Zoom } from '../../photo/zoom';
import { useRef } from '../../signal/hooks';
import type { Signal } from '../../signal/signal';

/** What a double tap, a key or a button does. */
export const STEP = 2.5;
const FAR = 60;
const TAP = 10;
const TWICE_MS = 300;

interface Props {
  source: string;
  words: string;
  zoom: Signal<Zoom>;
  onError: () => void;
  /** 1: the next, -1: the one before. */
  onSwipe: (step: number) => void;
}

const mean = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const middle = (points: Point[]): Point => [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
const apart = ([one, other]: Point[]): number => (other ? Math.hypot(one![0] - other[0], one![1] - other[1]) : 1);

export function Stage({ source, words, zoom, onError, onSwipe }: Props) {
  const fingers = useRef(new Map<number, Point>()).current!;
  const began = useRef<Point | null>(null);
  const tapped = useRef(0);
  const placeOf = (event: PointerEvent): Point => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const grow = (event: PointerEvent, factor: number, from: Point, there: Point): void => {
    const { clientWidth: width, clientHeight: height } = event.currentTarget as Element;
    zoom.value = zoomed(zoom.peek(), factor, from, there, { width, height });
  };
  const down = (event: PointerEvent): void => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, placeOf(event));
    began.current = fingers.size === 1 ? placeOf(event) : null;
  };
  const move = (event: PointerEvent): void => {
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, placeOf(event));
    const now = [...fingers.values()];
    if (now.length > 1 || zoom.peek().scale > 1) grow(event, apart(now) / (apart(before) || 1), middle(before), middle(now));
  };
  const up = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    const from = began.current;
    began.current = null;
    if (!from || event.type === 'pointercancel') return;
    const there = placeOf(event);
    const [across, along] = [there[0] - from[0], Math.abs(there[1] - from[1])];
    if (Math.abs(across) + along < TAP) {
      const twice = event.timeStamp - tapped.current < TWICE_MS;
      tapped.current = twice ? 0 : event.timeStamp;
      if (twice && zoom.peek().scale > 1) zoom.value = WHOLE;
      else if (twice) grow(event, STEP, there, there);
    } else if (zoom.peek().scale === 1 && Math.abs(across) > Math.max(FAR, along)) onSwipe(across < 0 ? 1 : -1);
  };
  const { scale, x, y } = zoom.value;
  return (
    <div class="stage" onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up}>
      <img src={source} alt={words} draggable={false} onError={onError}
        style={{ transform: `translate(${x}px, ${y}px) scale(${scale})` }} />
    </div>
  );
}
