// node scripts/run.mjs TOOL ARGS…: runs a tool of node_modules on a recent Node, without telemetry.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MODULES, ROOT, nodeFor } from './node.mjs';

/** The script behind a package's command.
 * @param {string} name e.g. `astro` */
function script(name) {
  const home = join(MODULES, name === 'tsc' ? 'typescript' : name);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return join(home, typeof bin === 'string' ? bin : bin[name]);
}

/**
 * @param {string} tool @param {readonly string[]} args
 * @returns {Promise<number>} the tool's exit code, 128 + signal where one ended it
 */
export function runTool(tool, args) {
  const node = nodeFor(process.execPath);
  if (node === undefined) throw new Error('no recent Node: run `node scripts/setup.mjs`');
  const child = spawn(node, [script(tool), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      ASTRO_TELEMETRY_DISABLED: '1',
      PATH: [dirname(node), process.env.PATH].join(delimiter),
    },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [tool, ...args] = process.argv.slice(2);
  if (tool === undefined) throw new Error('usage: node scripts/run.mjs TOOL ARGS…');
  process.exitCode = await runTool(tool, args);
}
