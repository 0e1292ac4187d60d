import { GoButton } from '../kit/go_button';
import { CameraIcon, ListIcon, NeedIcon, NoteIcon, ProblemIcon } from '../kit/icons';
import { formHash, to } from '../live/route';

interface Props {
  walk: string;
  /** The case of a counter session that they are about. */
  inCase?: string | null;
  label?: string;
}

/** What can be added at any moment. */
export const Actions = ({ walk, inCase = null, label = '记录' }: Props) => (
  <nav class={inCase === null ? 'actions' : 'actions four'} aria-label={label}>
    <GoButton class="action" hash={formHash(walk, inCase, 'photo')} shortcut="P"><CameraIcon />拍照</GoButton>
    <GoButton class="action" hash={formHash(walk, inCase, 'problem')} shortcut="W"><ProblemIcon />记问题</GoButton>
    <GoButton class="action" hash={formHash(walk, inCase, 'need')} shortcut="X"><NeedIcon />记需求</GoButton>
    <GoButton class="action" hash={formHash(walk, inCase, 'note')} shortcut="B"><NoteIcon />记一笔</GoButton>
    {inCase === null && <GoButton class="action" hash={to('walk', walk, 'particulars')}><ListIcon /><span>材料<wbr />要素</span></GoButton>}
  </nav>
);
