import { stillEmpty } from '../../facts/empty';
import { catalogue, type WalkView } from '../../live/walks';
import { leave, to } from '../../live/route';
import { stampFinish } from '../../live/stamp';
import { GoButton } from '../../kit/go_button';
import { Failure } from '../../kit/screen';
import { useSettled } from '../../kit/settled';
import { Sheet } from '../../kit/sheet';

/** What the walk has not said yet, each line the way there and back, and under them the way on: nothing is refused. */
export function FinishSheet({ view, parent }: { view: WalkView; parent: string }) {
  const { walk, state } = view;
  const empty = stillEmpty(state, catalogue.value);
  const settled = useSettled('finish');
  const press = async (): Promise<void> => { if (settled && await stampFinish(view)) leave(parent); };
  return (
    <Sheet title="全程结束" parent={parent}>
      <Failure />
      <p>{empty.length > 0 ? '这些还空着，点一行去填；不填也能结束。' : '都齐了。'}</p>
      <ul class="list" aria-label="还空着的">
        {empty.map(({ what, now, at }) => (
          <li key={what}>
            <GoButton class="item" hash={to('walk', walk, ...at)}>
              <strong>{what}</strong><span class="num">{now}</span>
            </GoButton>
          </li>
        ))}
      </ul>
      <button type="button" class="button primary big" aria-disabled={!settled} onClick={() => void press()}>
        就这样结束
      </button>
    </Sheet>
  );
}
