import { lightIn, type Mine } from '../../facts/mine';
import { now } from '../../live/now';
import { catalogue } from '../../live/walks';

/** State and light, both in words. */
export function Stands({ line }: { line: Mine }) {
  const light = lightIn(line, now.peek(), catalogue.value);
  return (
    <span class="line">
      <span class={`tag ${line.tint}`}>{line.state_name}</span>{' '}
      {light && <span class={`tag ${light.tint}`}>{light.words}</span>}
    </span>
  );
}
