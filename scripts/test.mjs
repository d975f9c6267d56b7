// npm test [-- STAGE…]: every check in order, or those whose names begin so, up to the first that fails. The last line is
// `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'drydock-test-'));

/** @typedef {{ passed: number, failed: number }} Count */

/** A check that passes or fails as one.
 * @param {string} tool @param {string[]} args @returns {() => Promise<Count>} */
const check = (tool, ...args) => {
  return async () => ((await runTool(tool, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
};

/** Tests of a folder.
 * @param {string} folder @param {string[]} options of vitest @returns {() => Promise<Count>} */
const tests =
  (folder, ...options) =>
  async () => {
    const report = join(scratch, `${folder.replaceAll('/', '-')}.json`);
    const args = [
      'run',
      '--dir',
      folder,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...options,
    ];
    const status = await runTool('vitest', args);
    if (!existsSync(report)) return { passed: 0, failed: 1 };
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed, failed: status === 0 ? 0 : Math.max(1, failed) };
  };

/** @type {[name: string, run: () => Promise<Count>][]} */
const STAGES = [
  ['formatting', check('prettier', '--check', '--log-level=warn', '.')],
  ['lint', check('eslint', '--max-warnings=0', '.')],
  ['types: sandbox', check('tsc', '-p', 'src/sandbox')],
  ['types: sandbox/ui', check('tsc', '-p', 'src/sandbox/ui')],
  ['types: sandbox/runtimes', check('tsc', '-p', 'src/sandbox/runtimes')],
  ['types: offline', check('tsc', '-p', 'src/offline')],
  ['types: tests', check('tsc', '-p', 'tests')],
  ['types: site', check('astro', 'check', '--minimumFailingSeverity=warning')],
  ['unit', tests('src')],
  ['architecture', tests('tests/architecture')],
  ['transcripts', tests('tests/transcripts')],
  ['builds', tests('tests/builds')],
  ['compose', tests('tests/compose')],
  ['inventory', tests('tests/inventory')],
  ['engine', tests('tests/engine')],
  ['deploy', tests('tests/deploy')],
  ['notes', tests('tests/notes')],
  ['hostile', tests('tests/hostile')],
  ['fuzz', tests('tests/fuzz')],
  ['build', check('astro', 'build')],
  // Several browsers on few cores: a step may run out of time. What is broken fails three times.
  ['browser', tests('tests/e2e', '--retry=2')],
];

const asked = process.argv.slice(2);
const isAsked = (/** @type {string} */ name) => asked.length === 0 || asked.some((start) => name.startsWith(start));
const unknown = asked.find((start) => !STAGES.some(([name]) => name.startsWith(start)));
if (unknown !== undefined) {
  process.stderr.write(`test: no stage begins with ${unknown}; there are ${STAGES.map(([name]) => name).join(', ')}\n`);
  process.exit(2);
}

// Before all, so that nobody waits for five minutes to hear that there is none.
if (isAsked('browser')) {
  const setup = [join(import.meta.dirname, 'setup.mjs'), '--browser'];
  const { status } = spawnSync(process.execPath, setup, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const total = { passed: 0, failed: 0 };
for (const [name, run] of STAGES.filter(([name]) => isAsked(name))) {
  process.stdout.write(`\n── ${name}\n`);
  const start = performance.now();
  const { passed, failed } = await run();
  total.passed += passed;
  total.failed += failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`── ${name}: ${failed > 0 ? 'FAILED' : 'ok'} after ${seconds} s\n`);
  if (failed > 0) break;
}
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
