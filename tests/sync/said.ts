/** Prints as JSON what the phone says and keeps by itself where the server has the same, for Python to compare. */

import { BARE, LIMIT_UNITS, UNCLASSIFIED } from '../../static/client/facts/catalogue';
import { TAKEN, UNDER_WAY } from '../../static/client/facts/handling';
import { LOOK, USES } from '../../static/client/facts/counter_day';
import { PATTERN } from '../../static/client/facts/patterns';
import { GUARDED } from '../../static/client/facts/strike';
import * as words from '../../static/client/facts/words';
import { LONG_EDGE, THUMB_EDGE } from '../../static/client/photo/sizes';
import { DEFAULT_LIMITS } from '../../static/client/sync/engine';

process.stdout.write(JSON.stringify({ words, USES, LOOK, PATTERN, LIMIT_UNITS, UNCLASSIFIED, UNDER_WAY, TAKEN, GUARDED, BARE, edges: { LONG_EDGE, THUMB_EDGE }, DEFAULT_LIMITS }));
