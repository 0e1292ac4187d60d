// One module from its source to the bytes browsers get: esbuild bundles, terser makes it small (docs/decisions/0007).
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { minify } from 'terser';

// The oldest browsers on the desks and in the pockets this is for.
const TARGET = ['chrome90', 'safari15.4'];

const BUNDLE = {
  bundle: true, minifySyntax: true, write: false, target: TARGET, legalComments: 'none', charset: 'utf8', logLevel: 'warning',
  // h(tag, props, ...children) is shorter than jsx(tag, {children: [...]}), and every file gets it.
  jsx: 'transform', jsxFactory: 'h', jsxFragment: 'Fragment', tsconfigRaw: { compilerOptions: { target: 'ES2020' } },
  // Chrome 90 has ?. but for one fault, f?.(...spread), which `checked` refuses.
  supported: { 'optional-chain': true },
};

const SMALL = {
  module: true, ecma: 2020, format: { comments: false },
  // Copying a function's body to where it is called shortens it, and gzip loses the repetition it lives on.
  compress: { passes: 3, inline: 1, unsafe_arrows: true, lhs_constants: false },
};

/** idb's walking of cursors by `for await`, which nothing of ours does: its last part, and one no tool may leave out by itself. */
const WITHOUT_ITERATORS = {
  name: 'without-iterators',
  setup(bundler) {
    bundler.onLoad({ filter: /idb[/\\]build[/\\]index\.js$/ }, async ({ path }) => {
      const [kept, iterators, ...more] = (await readFile(path, 'utf8')).split('const advanceMethodProps =');
      const exported = iterators?.slice(iterators.lastIndexOf('export {'));
      if (!exported?.startsWith('export {') || more.length > 0) throw new Error('idb has changed: see what its last part is now');
      return { contents: kept + exported };
    });
  },
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
  const { outputFiles } = await build({ ...BUNDLE, plugins: [WITHOUT_ITERATORS], ...shapes, ...jsx, absWorkingDir: root, entryPoints: [source] });
  const { text } = outputFiles[0];
  return Buffer.from(script ? (await minify(checked(text), SMALL)).code : text);
}
