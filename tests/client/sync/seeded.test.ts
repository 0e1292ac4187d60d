/** The random stories of model.test.ts find the bugs of mutants.mjs: a test that cannot fail proves nothing. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { MUTANTS } from '../mutants.mjs';

declare const TESTS: string;

// Set by the runner for its own children; with it the inner runner would report to the outer one.
const { NODE_TEST_CONTEXT: _, ...env } = process.env;

for (const name of Object.keys(MUTANTS)) {
  test(`random stories find: ${name}`, () => {
    const run = [join(TESTS, 'run.mjs'), '--mutant', name, 'sync/model'];
    const { status, stdout } = spawnSync(process.execPath, run, { encoding: 'utf8', env: { ...env, ZLC_SEEDED: '1' } });
    assert.equal(status, 1);
    assert.match(stdout, /lost or changed|never all received|arrived twice|a photo is lost/);
    assert.match(stdout, /Property failed after/);
  });
}
