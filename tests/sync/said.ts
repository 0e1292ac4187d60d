/** Prints as JSON what the phone says and keeps by itself where the server has the same, for Python to compare. */

import { BARE, LIMIT_UNITS } from '../../static/client/facts/catalogue';
import { USES } from '../../static/client/facts/counter_day';
import * as words from '../../static/client/facts/words';
import { LONG_EDGE, THUMB_EDGE } from '../../static/client/photo/sizes';
import { DEFAULT_LIMITS } from '../../static/client/sync/engine';

process.stdout.write(JSON.stringify({ words, USES, LIMIT_UNITS, BARE, edges: { LONG_EDGE, THUMB_EDGE }, DEFAULT_LIMITS }));
