// Brings a fresh clone to where everything runs: packages as the lockfile has them, a Node that Astro accepts,
// and with `--browser` a Chromium. Plain JavaScript for Node 20, no packages: it runs before there are any.
// Says what it does on stderr alone, as `npm run -s drydock` keeps stdout for itself.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.mjs';
import { ROOT, MODULES, nodeFor } from './node.mjs';

const STAMP = join(MODULES, '.drydock-stamp');
const LOCKFILE = join(ROOT, 'package-lock.json');
const MANIFEST = join(ROOT, 'package.json');

/** @param {string} text */
const say = (text) => void process.stderr.write(`setup: ${text}\n`);

/** @param {string} text @returns {never} */
function giveUp(text) {
  say(text);
  process.exit(1);
}

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Runs a command with its output on stderr. node_modules/.bin leaves PATH: npm must not run on a Node that it replaces.
 * @param {string} command @param {string[]} args @param {{ cwd?: string, env?: Record<string, string>, shell?: boolean }} [options] */
function run(command, args, { cwd = ROOT, env = {}, shell = false } = {}) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(MODULES));
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env, PATH: path.join(delimiter) },
    stdio: ['ignore', 2, 2],
    shell: shell || process.platform === 'win32',
  });
  return result.status ?? 1;
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [MANIFEST, LOCKFILE]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** Whether node_modules holds what the lockfile names, whoever installed it. */
function matchesLockfile() {
  const hidden = join(MODULES, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = readJson(hidden).packages;
  const { '': root, ...wanted } = readJson(LOCKFILE).packages;
  const manifest = readJson(MANIFEST);
  /** @param {unknown} a @param {unknown} b */
  const same = (a, b) => JSON.stringify(a ?? {}) === JSON.stringify(b ?? {});
  if (!same(root.dependencies, manifest.dependencies)) return false;
  if (!same(root.devDependencies, manifest.devDependencies)) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => entry.optional || entry.devOptional || installed[path]?.version === entry.version,
  );
}

const stamped = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();

/** Runs `work` while no other setup of this clone runs. A lock whose process is gone doesn't count.
 * @param {() => void} work */
function alone(work) {
  const lock = join(tmpdir(), `drydock-setup-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}`);
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (isRunning(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    else rmSync(lock, { force: true });
  }
  process.once('exit', () => rmSync(lock, { force: true }));
  work();
}

/** @param {string} lock */
function isRunning(lock) {
  try {
    return process.kill(Number(readFileSync(lock, 'utf8')), 0);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EPERM') return true;
    if (code === 'ESRCH' || code === 'ENOENT') return false;
    throw error;
  }
}

function installPackages() {
  if (stamped()) return;
  if (!matchesLockfile()) {
    say('npm ci');
    const status = run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
    if (status !== 0) giveUp(`npm ci failed with exit code ${status}`);
  }
  installNode();
  writeFileSync(STAMP, fingerprint());
}

/** The package `node` fetches its binary in an install script; where npm skips those, the script runs here. */
function installNode() {
  if (nodeFor(process.execPath) !== undefined) return;
  const home = join(MODULES, 'node');
  if (existsSync(home)) {
    say('fetching Node 24, as the own one is older than 22.12');
    run(process.execPath, ['installArchSpecificPackage.js'], { cwd: home });
    const link = join(MODULES, '.bin', 'node');
    mkdirSync(dirname(link), { recursive: true });
    if (!existsSync(link) && process.platform !== 'win32') symlinkSync('../node/bin/node', link);
  }
  if (nodeFor(process.execPath) === undefined) {
    giveUp(`no Node 24 for ${process.platform}-${process.arch} in the registry: install Node 22.18 or newer yourself`);
  }
}

function installBrowser() {
  if (findBrowser() !== undefined) return;
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debian) {
    say('apt-get install chromium (the browser tests need one)');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    run('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null'], {
      env,
    });
    if (findBrowser() !== undefined) return;
  }
  giveUp(
    'the browser tests need Chrome or Chromium, and none is in PATH. Install one ' +
      '(Debian, Ubuntu: apt install chromium; Fedora: dnf install chromium; macOS: brew install --cask google-chrome), ' +
      'or set CHROME_PATH to its executable.',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!stamped()) alone(installPackages);
  if (process.argv.includes('--browser')) installBrowser();
}
