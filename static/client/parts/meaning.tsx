import { MEANINGS } from '../facts/words';

/** What words of the trade mean, where they stand. */
export const Meaning = ({ of }: { of: string[] }) => (
  <p class="small quiet">{of.map((code) => <>{MEANINGS[code]}<br /></>)}</p>
);
