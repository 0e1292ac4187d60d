/** A thumb draws on the picture: black rectangles and arrows, before anything of it is stored. */
import type { ComponentChildren } from 'preact';
import { boxOf, cornersOf, sized, thickOn, ARROW, COVER, RIM, type Mark } from '../../photo/marks';
import { atOnce } from '../../live/draft';
import { Chips } from '../../kit/field';
import type { Job } from './job';
import { useEffect, useRef, useSignal } from '../../signal/hooks';

type Tool = Mark['tool'];
const TOOLS: [Tool, string][] = [['cover', '遮挡'], ['arrow', '箭头']];
/** Which way an arrow key moves the last mark. */
const WAYS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

interface Props {
  job: Job;
  canvas: HTMLCanvasElement;
  children: ComponentChildren;
}

export function PhotoEdit({ job: { marks, choose }, canvas, children }: Props) {
  const tool = useSignal<Tool>('cover');
  const count = (name: Tool): number => marks.value.filter((mark) => mark.tool === name).length;
  const add = (mark: Mark): void => { marks.value = [...marks.value, sized(mark, canvas)]; };
  return (
    <>
      <Chips legend="画什么" name="tool" options={TOOLS} layout="even"
        {...atOnce(tool.value, (code: string) => { tool.value = code as Tool; })} />
      <Board canvas={canvas} marks={marks.value} tool={tool.value} onAdd={add}
        onChange={(mark) => { marks.value = [...marks.value.slice(0, -1), mark]; }} />
      <p role="status">{marks.value.length > 0 ? `已遮挡 ${count('cover')} 处，箭头 ${count('arrow')} 个`
        : '按住拖出一块，点一下也行。存下以后，没有涂黑的原图不留。'}<strong> 还没有存下。</strong></p>
      {children}
      <div class="sheet-foot">
        <div class="pair">
          <button type="button" class="button" aria-disabled={marks.value.length === 0}
            onClick={() => { marks.value = marks.value.slice(0, -1); }}>撤销一处</button>
          <button type="button" class="button" onClick={() => choose(null)}>不要这张</button>
        </div>
        <button type="button" class="button primary big" onClick={() => choose(marks.value)}>存下</button>
      </div>
    </>
  );
}

interface BoardProps {
  canvas: HTMLCanvasElement;
  marks: Mark[];
  tool: Tool;
  onAdd: (mark: Mark) => void;
  /** The last mark in another place or size. */
  onChange: (mark: Mark) => void;
}

/** The picture, and over it what was drawn, in the picture's own pixels. */
function Board({ canvas, marks, tool, onAdd, onChange }: BoardProps) {
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useSignal<Mark | null>(null);
  useEffect(() => {
    frame.current?.prepend(canvas);
    return () => canvas.remove();
  }, [canvas]);
  const { width, height } = canvas;
  const end = (take: boolean) => (): void => {
    const mark = drawing.peek();
    drawing.value = null;
    if (mark && take) onAdd(mark);
  };
  const begin = (event: PointerEvent): void => {
    if (!event.isPrimary || event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const [x, y] = placeOf(event);
    drawing.value = { tool, x, y, to_x: x, to_y: y };
  };
  const move = (event: PointerEvent): void => {
    const mark = drawing.peek();
    if (!mark) return;
    const [to_x, to_y] = placeOf(event);
    drawing.value = { ...mark, to_x, to_y };
  };
  const press = (event: KeyboardEvent): void => {
    const last = marks[marks.length - 1];
    const way = WAYS[event.key];
    if (event.key === 'Enter') onAdd({ tool, x: width / 2, y: height / 2, to_x: width / 2, to_y: height / 2 });
    else if (way && last) onChange(moved(last, way.map((part) => part * thickOn(canvas) * 2), event.shiftKey));
    else return;
    event.preventDefault();
  };
  const shown = drawing.value ? [...marks, drawing.value] : marks;
  return (
    <div class="board" ref={frame}>
      <svg viewBox={`0 0 ${width} ${height}`} tabindex={0} role="application"
        aria-label="照片。回车加一处，方向键移动它，按住 Shift 改大小" onPointerDown={begin} onPointerMove={move}
        onPointerUp={end(true)} onPointerCancel={end(false)} onKeyDown={press}>
        {shown.map((mark) => (mark.tool === 'cover' ? <rect {...boxOf(mark)} fill={COVER} />
          : <polygon points={cornersOf(mark, thickOn(canvas)).join(' ')} fill={ARROW} stroke={RIM}
              stroke-width={thickOn(canvas) / 4} />))}
      </svg>
    </div>
  );
}

/** Where on the picture, in its pixels; beyond its edge counts as the edge. */
function placeOf(event: PointerEvent): [number, number] {
  const board = event.currentTarget as SVGSVGElement;
  const { width, height } = board.viewBox.baseVal;
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(board.getScreenCTM()!.inverse());
  return [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))];
}

/** The mark moved, or only its second corner. */
function moved(mark: Mark, [across = 0, down = 0]: number[], corner: boolean): Mark {
  const ends = { to_x: mark.to_x + across, to_y: mark.to_y + down };
  return corner ? { ...mark, ...ends } : { ...mark, ...ends, x: mark.x + across, y: mark.y + down };
}
