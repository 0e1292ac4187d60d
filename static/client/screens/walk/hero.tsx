import { catalogue, type WalkView } from '../../live/walks';
import { begunAt, running, shortMoment } from '../../facts/dates';
import { now } from '../../live/now';
import { nextWords, type Next } from '../../facts/next_step';
import { answerOf, awaitsTurn, stepName, ticketOf } from '../../facts/walk';
import { KINDS, wordOf } from '../../facts/words';

export function Hero({ view: { state }, next }: { view: WalkView; next: Next }) {
  const span = state.spans[state.running!];
  const result = answerOf(state, catalogue.value);
  if (result) {
    return (
      <section class="card hero" aria-label="现在">
        <p class="step"><strong>{result.words}</strong></p>
        <p class="facts num">{shortMoment(result.at, now.value)} · 等结果的时间算到这里</p>
      </section>
    );
  }
  if (!span) {
    return (
      <section class="card hero" aria-label="现在">
        <p class="step">准备好了</p>
        <p class="facts">开始时按下面的大按钮，时间从那一刻算起。</p>
      </section>
    );
  }
  const ticket = ticketOf(state);
  const stopped = state.stopped.some((one) => one.ends === null);
  const facts = [
    `${begunAt(span.begins, now.value)} 开始`,
    ticket?.number && `${ticket.number} 号`,
    ticket?.ahead != null && `前面还有 ${ticket.ahead} 人`,
  ];
  return (
    <section class="card hero" aria-label="现在">
      <p class="step">
        <strong>{stepName(state, span, catalogue.value)}</strong>
        {span.kind !== 'away' && <span class={`tag ${span.kind}`}>{wordOf(KINDS, span.kind)}</span>}
        {stopped && <span class="tag">办理计时已停</span>}
      </p>
      <p class="clock" role="timer" aria-label="已用时间">{running(now.value - span.begins)}</p>
      <p class="facts num">{facts.filter(Boolean).join(' · ')}</p>
      {awaitsTurn(state) && <p class="facts turn">轮到时按「{nextWords(next)}」</p>}
    </section>
  );
}
