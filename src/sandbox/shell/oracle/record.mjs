// Runs the scripts of scripts.txt in this machine's real bash and keeps what they print: node record.mjs
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const scripts = readFileSync(new URL('scripts.txt', here), 'utf8').split(/^----\n/m).map((text) => text.replace(/\n$/, '')).filter((text) => text !== '');
const recorded = scripts.map((script) => {
  const cwd = mkdtempSync('/tmp/drydock-oracle-');
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8', env: { PATH: '/usr/bin:/bin', HOME: '/root' }, input: '', timeout: 10_000 });
  rmSync(cwd, { recursive: true });
  return { script, stdout: stdout.replaceAll(cwd, '/tmp/work'), stderr: stderr.replaceAll(cwd, '/tmp/work'), exit: status };
});
writeFileSync(new URL('bash.json', here), `${JSON.stringify(recorded, null, 1)}\n`);
