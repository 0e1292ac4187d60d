// One module from its source to the bytes browsers get: esbuild bundles, terser makes it small (docs/decisions/0007).
import { build } from 'esbuild';
import { minify } from 'terser';

// The oldest browsers on the desks and in the pockets this is for.
const TARGET = ['chrome90', 'safari15.4'];

/**
 * Long names of what only our own modules call one another by: none is ever stored, sent, or said in quotes. Where the
 * browser has the same name (`store/requests.ts`), the browser's own is written in quotes.
 */
const INSIDE = [
  'allReceivedAt', 'applyChanges', 'applyResults', 'changePhoto', 'confirmPhotos',
  'dropDraft', 'entriesOf', 'getAll', 'heardAt', 'keepTold', 'lastAllReceivedAt', 'lastBeat', 'mustWait', 'nextBatch',
  'noteUnsent', 'objectStore', 'offerAgain', 'onAnswer', 'onDiscard', 'onKeep', 'onPick', 'onServer', 'othersUnsent',
  'photoStates',
  'photosToAsk', 'photosToSend', 'pullFromStart', 'putAllReceivedAt', 'putCatalogue', 'putDraft', 'putPendingShot',
  'recordedAt', 'retryAfter', 'sendStuckAgain', 'serverTime', 'setBusy', 'setPause', 'setSending', 'setStuck',
  'takeDevice', 'takePendingShot', 'tellHere',
];

/** What Preact asks a class component for: we have none, so nobody ever answers to these names. */
const UNANSWERED = [
  'componentDidCatch', 'componentDidMount', 'componentDidUpdate', 'componentWillMount', 'componentWillReceiveProps',
  'componentWillUnmount', 'componentWillUpdate', 'contextType', 'debounceRendering', 'defaultProps', 'forceUpdate', 'getChildContext',
  'getDerivedStateFromError', 'getDerivedStateFromProps', 'getSnapshotBeforeUpdate', 'shouldComponentUpdate',
];

const BUNDLE = {
  bundle: true, minifySyntax: true, mangleProps: new RegExp(`^(${[...INSIDE, ...UNANSWERED].join('|')})$`), write: false, target: TARGET, legalComments: 'none', charset: 'utf8', logLevel: 'warning',
  // h(tag, props, ...children) is shorter than jsx(tag, {children: [...]}), and every file gets it.
  jsx: 'transform', jsxFactory: 'h', jsxFragment: 'Fragment', tsconfigRaw: { compilerOptions: { target: 'ES2020' } },
  // Chrome 90 has ?. but for one fault, f?.(...spread), which `checked` refuses.
  supported: { 'optional-chain': true },
};

const SMALL = {
  module: true, ecma: 2020, format: { comments: false },
  // unsafe: nobody has put other functions in the place of String, Array and Math.
  // Copying a function's body to where it is called shortens it, and gzip loses the repetition it lives on.
  compress: { passes: 3, inline: 1, unsafe_arrows: true, lhs_constants: false, unsafe: true },
};

function checked(code) {
  if (/\?\.\([^()]*\.\.\./.test(code)) throw new Error('f?.(...spread) goes wrong in Chrome 90: write it another way');
  return code;
}

/** A bundled, minified script (`format` esm or iife) or style sheet. */
export async function minified(root, source, format, define = {}) {
  const script = !source.endsWith('.css');
  const shapes = script ? { format, define } : { minify: true };
  const jsx = source.endsWith('.tsx') ? { inject: ['static/client/jsx.js'] } : {};
  const { outputFiles } = await build({ ...BUNDLE, ...shapes, ...jsx, absWorkingDir: root, entryPoints: [source] });
  const { text } = outputFiles[0];
  return Buffer.from(script ? (await minify(checked(text), SMALL)).code : text);
}
