import type { WalkView } from '../../live/walks';
import { caseName } from '../../facts/counter';
import { behind, to } from '../../live/route';
import { useRef } from '../../signal/hooks';

/** What a form that adds an entry needs to know of where it was opened: in a walk, or in one case of a session. */
export function useAddition({ walk, state: { counter } }: WalkView, inCase: string | null) {
  // As it was when the form opened: later the camera's own screen lies behind it.
  const parent = useRef(behind(to('walk', walk))).current!;
  const one = counter?.cases.find((each) => each.case === inCase);
  return {
    parent,
    /** Of its draft: a case's half-written note waits for that case. */
    key: `walk/${walk}${inCase === null ? '' : `/${inCase}`}`,
    about: inCase === null ? {} : { case: inCase },
    name: counter && one ? caseName(counter, one) : '',
  };
}
