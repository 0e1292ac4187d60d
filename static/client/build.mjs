// Builds what browsers get: static/dist/<name>-<hash>.js|css, sw.js, and manifest.json with the names. Beside each
// lie its .br and .gz, made once and better than a server has time for.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { minified } from './minify.mjs';

const client = fileURLToPath(new URL('.', import.meta.url));
const root = join(client, '../..');
const dist = join(root, 'static/dist');
const PUBLIC = '/static/dist/';

const hashOf = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** What the app is made of: logical name → source. Desk modules are one file each. */
function sources() {
  const found = { 'field.js': 'static/client/screens/main.tsx', 'shell.js': 'static/client/screens/shell.ts', 'field.css': 'static/css/field.css' };
  if (existsSync(join(root, 'static/css/desk.css'))) found['desk.css'] = 'static/css/desk.css';
  const desk = join(client, 'desk');
  for (const file of existsSync(desk) ? readdirSync(desk).sort() : []) {
    const name = basename(file, '.ts');
    if (file.endsWith('.ts')) found[name === 'desk' ? 'desk.js' : `desk-${name}.js`] = `static/client/desk/${file}`;
  }
  return found;
}

/** Written into the pages, where a script is no module. */
const INLINE = ['shell.js'];

/** Hashed name and bytes of every logical file. */
async function bundles() {
  const entries = Object.entries(sources());
  return Promise.all(entries.map(async ([logical, source]) => {
    const bytes = await minified(root, source, INLINE.includes(logical) ? 'iife' : 'esm');
    const [stem, ending] = logical.split('.');
    return { logical, file: `${stem}-${hashOf(bytes).slice(0, 10)}.${ending}`, bytes };
  }));
}

/** Files outside dist that the pages show without network. A phone fetches the manifest's when the app is installed. */
function kept(pages) {
  const icons = pages.match(/\/static\/icons\/[\w.-]+/g) ?? [];
  return [...new Set(icons)].sort();
}

/** Drops what neither this build nor the one before it needs: open pages may still ask for the older. */
function sweep(files) {
  const manifest = join(dist, 'manifest.json');
  const before = existsSync(manifest) ? Object.values(JSON.parse(readFileSync(manifest, 'utf8')).files) : [];
  const wanted = new Set([...Object.values(files), ...before].map((url) => basename(url)));
  for (const name of readdirSync(dist)) {
    const [plain] = /^.*-[0-9a-f]{10}\.(js|css)/.exec(name) ?? [];
    if (plain && !wanted.has(plain)) rmSync(join(dist, name));
  }
}

/** A file with what browsers take instead of it. */
function put(name, bytes) {
  writeFileSync(join(dist, name), bytes);
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(bytes));
  writeFileSync(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}

const began = performance.now();
mkdirSync(dist, { recursive: true });
const built = await bundles();
const files = Object.fromEntries(built.map(({ logical, file }) => [logical, PUBLIC + file]));
// The pages the phone keeps; their style sheet and script are written into them, so a new one is a new version too.
const PAGES = ['/field/', '/field/handbook/'];
// Whatever they are put together from.
const pages = readdirSync(join(root, 'templates/field')).sort().map((name) => readFileSync(join(root, 'templates/field', name), 'utf8')).join('');
const webManifest = readFileSync(join(root, 'static/field.webmanifest'), 'utf8');
const icons = kept(pages);
const precache = [...PAGES, '/field/manifest.webmanifest', files['field.js'], ...icons];

// The version is a hash of all that the worker keeps, and of the worker itself.
const worker = 'service-worker/service-worker.ts';
const version = hashOf(
  pages, files['field.css'], files['shell.js'], webManifest, await minified(root, worker, 'iife'), ...precache,
  ...icons.map((url) => readFileSync(join(root, url))),
).slice(0, 12);
const define = { PRECACHE: JSON.stringify(precache), VERSION: JSON.stringify(version) };

sweep(files);
for (const { file, bytes } of built) put(file, bytes);
put('sw.js', await minified(root, worker, 'iife', define));
writeFileSync(join(dist, 'manifest.json'), `${JSON.stringify({ files, precache, version }, null, 1)}\n`);

const gzipped = (logical) =>
  (gzipSync(built.find((one) => one.logical === logical).bytes, { level: 9 }).length / 1024).toFixed(1);
console.log(
  `client ${version}: field.js ${gzipped('field.js')} KB, field.css ${gzipped('field.css')} KB gzipped, ` +
    `${built.length} files in ${Math.round(performance.now() - began)} ms`,
);
