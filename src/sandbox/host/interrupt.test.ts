import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const host = createTestHost({ images: ['alpine', 'debian'] });
const said = async (command: string) => {
  const { stdout, stderr, exit } = await host.run(command);
  return `${stdout}${stderr}${exit}`;
};

test.each([
  ['alpine', "sh -c 'sleep 3; echo no'", '130\n0', '0'],
  ['debian', "sh -c 'sleep 3; echo no'", '130\n0', '0'],
  ['debian', "bash -c 'sleep 3; echo no'", '0\n0', 'no\n0'],
  ['alpine', "sh -c 'while :; do sleep 1; done'", '130\n0', '0'],
  ['alpine', "sh -c 'sleep 50 & wait; echo no'", '130\n0', '0'],
  ['alpine', `sh -c 'trap "echo bye" EXIT; sleep 3; echo no'`, '130\n0', 'bye\n0'],
  ['alpine', `sh -c 'trap "echo caught" INT; sleep 3; echo yes'`, '0\n0', 'caught\nyes\n0'],
  ['alpine', `sh -c 'trap "echo caught" INT; trap - INT; sleep 3; echo no'`, '130\n0', '0'],
])('[INT-1] SIGINT for %s %s as process 1', async (image, command, code, logs) => {
  await host.run(`docker run -d --name it ${image} ${command}; sleep 1; docker kill -s INT it`);
  expect(await said('docker wait it')).toBe(code);
  expect(await said('docker logs it')).toBe(logs);
  await host.run('docker rm -f it');
});

test.each(['events', 'wait up', 'logs -f up', 'stop -t 5 up'])(
  '[INT-2] docker %s exits at a signal, it is not killed by it',
  async (words) => {
    await host.run('docker run -d --name up alpine sleep 1000');
    expect(await said(`docker ${words} & sleep 1; kill -s TERM $!; wait $!; echo $?`)).toBe('143\n0');
    await host.run('docker rm -f up');
  },
);

test('[INT-3] docker run lets go of a container that no signal ends, at the third ^C', async () => {
  const terminal = { columns: 80, rows: 24 };
  const stdin = '\x03\n\x03\n\x03';
  const { stdout, exit } = await host.run('docker run --name deaf alpine sleep 1000', { tty: terminal, stdin });
  expect(stdout).toContain('\r\ngot 3 SIGTERM/SIGINTs, forcefully exiting\r\n');
  expect(exit).toBe(1);
  expect(await said('docker inspect -f {{.State.Status}} deaf')).toBe('running\n0');
});
