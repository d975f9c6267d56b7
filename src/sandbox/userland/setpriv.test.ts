import { expect, test } from 'vitest';
import { TestHost } from './test-kernel.ts';

const FILES = {
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nredis:x:999:998::/data:/bin/sh\n',
  '/etc/group': 'root:x:0:\nredis:x:998:\nlog:x:50:redis\n',
};
const host = () => new TestHost('gnu', setImmediate, FILES);

test('setpriv steps down from root, groups and all', async () => {
  const run = async (command: string) => (await host().run(command.split(' '))).stdout;
  expect(await run('setpriv --reuid redis --regid redis --clear-groups id')).toBe(
    'uid=999(redis) gid=998(redis) groups=998(redis)\n',
  );
  expect(await run('setpriv --reuid redis --regid redis --init-groups id')).toBe(
    'uid=999(redis) gid=998(redis) groups=998(redis),50(log)\n',
  );
  expect(await run('setpriv --reuid 5 --clear-groups id -u')).toBe('5\n');
});

test('setpriv refuses in its own words', async () => {
  const refusals: [string, string, number][] = [
    ['setpriv', 'No program specified', 1],
    ['setpriv --reuid nosuch id', "failed to parse reuid: 'nosuch'", 1],
    ['setpriv --regid 5 id', '--[re]gid requires --keep-groups, --clear-groups, --init-groups, or --groups', 1],
    ['setpriv --groups nosuch id', "Invalid supplementary group id: 'nosuch'", 1],
    ['setpriv --reuid redis nosuch', 'failed to execute nosuch: No such file or directory', 127],
    ['setpriv --reuid redis setpriv --reuid 0 id', 'setresuid failed: Operation not permitted', 1],
  ];
  for (const [command, message, exit] of refusals) {
    expect(await host().run(command.split(' ')), command).toEqual({
      stdout: '',
      stderr: `setpriv: ${message}\n`,
      exit,
    });
  }
});

test('gosu becomes a user with its groups and home', async () => {
  expect((await host().run('gosu redis id'.split(' '))).stdout).toBe(
    'uid=999(redis) gid=998(redis) groups=998(redis),50(log)\n',
  );
  expect((await host().run('gosu redis printenv HOME'.split(' '))).stdout).toBe('/data\n');
  expect(await host().run('gosu nosuch id'.split(' '))).toEqual({
    stdout: '',
    stderr: 'error: failed switching to "nosuch": unable to find user nosuch: no matching entries in passwd file\n',
    exit: 1,
  });
});
