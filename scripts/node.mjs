// Which Node runs the project's tools: Astro needs 22.12, TypeScript without a build 22.18.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const MODULES = join(ROOT, 'node_modules');

/** @param {string} version `v22.18.0` */
function recent(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/**
 * @param {string} own path of the Node that asks
 * @returns {string | undefined} `own` where it is recent enough, else the one that npm installed; undefined: neither
 */
export function nodeFor(own) {
  if (recent(process.version)) return own;
  const installed = join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(installed)) return undefined;
  const { status, stdout } = spawnSync(installed, ['--version'], { encoding: 'utf8' });
  return status === 0 && recent(stdout.trim()) ? installed : undefined;
}
