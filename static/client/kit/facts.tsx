/** Names with what is known of each; what is not known is left out. */
export type Fact = [name: string, said: string | number | false | null | undefined];

export const Facts = ({ of }: { of: Fact[] }) => (
  <dl class="facts-list">{of.map(([name, said]) => said && <><dt>{name}</dt><dd>{said}</dd></>)}</dl>
);
