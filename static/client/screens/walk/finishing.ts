/** 「全程结束」: at once where nothing is empty; otherwise what is stands on a sheet, one tap from here and from the end. */
import { stillEmpty } from '../../facts/empty';
import { stampFinish } from '../../live/stamp';
import { go, insideOf, replace, route, to } from '../../live/route';
import { catalogue, type WalkView } from '../../live/walks';

/** False when it has not ended by this tap. */
export async function finish(view: WalkView): Promise<boolean> {
  if (stillEmpty(view.state, catalogue.value).length === 0) return stampFinish(view);
  // A sheet takes another one's place: back leads to the walk.
  (insideOf(route.peek()).part ? replace : go)(to('walk', view.walk, 'finish'));
  return false;
}
