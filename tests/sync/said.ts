/** Prints as JSON what the phone says and keeps by itself where the server has the same, for Python to compare. */

import { BARE, LIMIT_UNITS, UNCLASSIFIED } from '../../static/client/facts/catalogue';
import { SOON_DAYS, UNDER_WAY } from '../../static/client/facts/handling';
import { USES } from '../../static/client/facts/counter_day';
import * as words from '../../static/client/facts/words';
import { LONG_EDGE, THUMB_EDGE } from '../../static/client/photo/sizes';
import { DEFAULT_LIMITS } from '../../static/client/sync/engine';

process.stdout.write(JSON.stringify({ words, USES, LIMIT_UNITS, UNCLASSIFIED, SOON_DAYS, UNDER_WAY, BARE, edges: { LONG_EDGE, THUMB_EDGE }, DEFAULT_LIMITS }));
