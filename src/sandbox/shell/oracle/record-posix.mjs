// Runs posix-scripts.txt in the shells of the reference engine's images: node record-posix.mjs DOCKER...
// DOCKER is the command that reaches the engine. dash comes from debian, ash from busybox.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const docker = process.argv.slice(2);
const [head, ...blocks] = readFileSync(new URL('posix-scripts.txt', here), 'utf8').split(/^----\n/m);
const scripts = [
  ...head
    .split('\n')
    .slice(1)
    .filter((line) => line !== ''),
  ...blocks.map((text) => text.replace(/\n$/, '')),
];
const BEGIN =
  'cd /; rm -rf /tmp/work; mkdir -p /tmp/work; cd /tmp/work; exec env -i PATH=/usr/bin:/bin HOME=/nonexistent LANG=C.UTF-8 timeout 10 sh -c "$1"';

/** @param {readonly string[]} args */
const run = (args) => spawnSync(docker[0], [...docker.slice(1), ...args], { encoding: 'utf8', input: '' });

for (const [shell, image] of [
  ['dash', 'debian'],
  ['ash', 'busybox'],
]) {
  const name = `oracle-${shell}`;
  run(['run', '-d', '--init', '--name', name, image, 'sleep', '1800']);
  const recorded = scripts.map((script) => {
    const { stdout, stderr, status } = run(['exec', '-i', name, 'sh', '-c', BEGIN, 'sh', script]);
    return { script, stdout, stderr, exit: status };
  });
  run(['rm', '-f', name]);
  writeFileSync(new URL(`${shell}.json`, here), `${JSON.stringify(recorded, null, 1)}\n`);
}
