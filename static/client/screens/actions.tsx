import { GoButton } from './go_button';
import { CameraIcon, ListIcon, NeedIcon, NoteIcon, ProblemIcon } from './icons';
import { to } from './route';

/** The five things that can be added at any moment. */
export const Actions = ({ walk }: { walk: string }) => (
  <nav class="actions" aria-label="记录">
    <GoButton class="action" hash={to('walk', walk, 'photo')}><CameraIcon />拍照</GoButton>
    <GoButton class="action" hash={to('walk', walk, 'problem')}><ProblemIcon />记问题</GoButton>
    <GoButton class="action" hash={to('walk', walk, 'need')}><NeedIcon />记需求</GoButton>
    <GoButton class="action" hash={to('walk', walk, 'note')}><NoteIcon />记一笔</GoButton>
    <GoButton class="action" hash={to('walk', walk, 'particulars')}><ListIcon />材料要素</GoButton>
  </nav>
);
