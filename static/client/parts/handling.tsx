import { dayOf, shortMoment } from '../facts/dates';
import { answerIn, handlingLine, lightNow, type Handled } from '../facts/handling';
import { Facts } from '../kit/facts';
import { Unfolding } from '../kit/unfolding';
import { now } from '../live/now';
import { catalogue, type WalkView } from '../live/walks';

interface Props { view: WalkView; id: string }

/** Undefined before the server has told anything of it. */
const toldOf = ({ view: { handled }, id }: Props): Handled | undefined => handled.get(id);

/** What became of a problem, in a line of its own below what it says. */
export function HandlingLine(props: Props) {
  const told = toldOf(props);
  return told ? <><br /><span class="small num">{handlingLine(told, now.peek(), catalogue.value)}</span></> : null;
}

/** What became of a problem, as its own page on the desk says it. */
export function Handling(props: Props) {
  const told = toldOf(props);
  if (!told) return null;
  const [answer, due] = [answerIn(told), told.due_on];
  const light = lightNow(told, now.peek(), catalogue.value);
  return (
    <section class="card stack" aria-label="处理情况">
      <p class="row">
        <strong class="grow">处理情况</strong>
        <span class="tag">{told.state_name}</span>
        {light && <span class={`tag ${light.tint}`}>{light.words}</span>}
      </p>
      <Facts of={[['编号', told.number], ['责任', told.responsible], ['时限', due && dayOf(Date.parse(due))]]} />
      {answer && (
        <p>
          <strong>{answer.word}</strong>：<Unfolding text={answer.text} />
          <br /><span class="small quiet">{answer.by} · {shortMoment(answer.at, now.peek())}</span>
        </p>
      )}
      <a class="button wide" href={`/problems/${props.id}`}>在问题清单里看（要有网络）</a>
    </section>
  );
}
