/** What every page of the desk does with a script and can do without: see each piece. */
import { countTheTicked } from './page/bulk';
import { offerCopies } from './page/copies';
import { offerCalendars } from './page/days';
import { takeRewritten } from './page/drafts';
import { actAtOnce } from './page/filters';
import { foldWhatMay } from './page/folds';
import { walkTheRows } from './page/rows';
import { watchUploads } from './page/uploads';

foldWhatMay();
offerCalendars();
offerCopies();
actAtOnce();
walkTheRows();
countTheTicked();
takeRewritten();
watchUploads();
