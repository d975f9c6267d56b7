// Runs the scripts of scripts.txt in this machine's real bash and keeps what they print: node record.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const [head, ...blocks] = readFileSync(new URL('scripts.txt', here), 'utf8').split(/^----\n/m);
const scripts = [
  ...head
    .split('\n')
    .slice(1)
    .filter((line) => line !== ''),
  ...blocks.map((text) => text.replace(/\n$/, '')),
];
const cwd = '/tmp/work';
const recorded = scripts.map((script) => {
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
  const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent', LANG: 'C.UTF-8' };
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script], {
    cwd,
    encoding: 'utf8',
    env,
    input: '',
    timeout: 10_000,
  });
  return { script, stdout, stderr, exit: status };
});
rmSync(cwd, { recursive: true });
writeFileSync(new URL('bash.json', here), `${JSON.stringify(recorded, null, 1)}\n`);
