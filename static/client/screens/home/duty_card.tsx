/** 「本半年」 of a head: how far the duty has come, each line the way to what it counts. Kept, so it is there offline, with its date. */
import { dutyWords } from '../../facts/duty';
import { now } from '../../live/now';
import type { Open } from '../../live/session';

export function DutyCard({ here }: { here: Open }) {
  const { duty } = here.sync.status.value;
  if (!duty) return null;
  const { title, asOf, lines } = dutyWords(duty, now.peek());
  return (
    <section class="card stack" aria-labelledby="duty">
      <div class="row"><h2 id="duty">{title}</h2><span class="small quiet">{asOf}</span></div>
      <div class="ways">{lines.map(([words, page]) => <a class="button" href={page} key={page}>{words}</a>)}</div>
      <p class="small quiet">本单位的数。「待我看」是还没有确认的问题。点开看要有网络。</p>
    </section>
  );
}
