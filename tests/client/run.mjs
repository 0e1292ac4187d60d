// Bundles every tests/client/**/*.test.ts into a temporary folder and runs them with node --test.
// Arguments name parts of paths to run only those: `node tests/client/run.mjs sync`. `--mutant NAME` puts a bug of
// mutants.mjs in first.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seeded } from './mutants.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const client = join(here, '../../static/client');
const { build } = createRequire(join(client, 'package.json'))('esbuild');

const { values: { mutant }, positionals: wanted } = parseArgs({ options: { mutant: { type: 'string' } }, allowPositionals: true });
const tests = readdirSync(here, { recursive: true })
  .filter((name) => name.endsWith('.test.ts') && wanted.every((part) => name.includes(part)))
  .sort();
if (tests.length === 0) throw new Error(`no tests match ${wanted.join(' ')}`);

const out = mkdtempSync(join(tmpdir(), 'zlc-client-'));
try {
  await build({
    entryPoints: tests.map((name) => ({ in: join(here, name), out: relative(here, join(here, name)).split(sep).join('.') })),
    outdir: out, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm', target: 'node22',
    sourcemap: 'inline', logLevel: 'warning', jsx: 'automatic', jsxImportSource: 'preact',
    // The tests live outside the client's folder, and use its packages.
    nodePaths: [join(client, 'node_modules')],
    define: { TESTS: JSON.stringify(here) },
    plugins: mutant === undefined ? [] : [seeded(mutant)],
  });
  const files = readdirSync(out).filter((name) => name.endsWith('.mjs')).map((name) => join(out, name));
  const flags = ['--enable-source-maps', '--test', '--test-concurrency=2', `--test-timeout=${process.env.ZLC_LONG ? 1_200_000 : 600_000}`];
  const { status } = spawnSync(process.execPath, [...flags, ...files], { stdio: 'inherit', cwd: join(here, '../..') });
  process.exitCode = status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
