import { expect, test } from 'vitest';
import { TestHost } from '../test-kernel.ts';
import { sizeText } from './size-text.ts';

const bookworm = () =>
  new TestHost('gnu', (callback) => setImmediate(callback), { '/etc/os-release': 'VERSION_CODENAME=bookworm\n' });

test.each([
  [6924, '6924 B'],
  [55_400, '55.4 kB'],
  [315_764, '316 kB'],
  [8_790_000, '8790 kB'],
  [10_200_000, '10.2 MB'],
])('%i octets are %s', (octets, text) => expect(sizeText(octets)).toBe(text));

test('a minimal image has no package lists', async () => {
  const { stdout, stderr, exit } = await bookworm().run(['apt-get', 'install', '-y', 'curl']);
  expect({ stdout, stderr, exit }).toEqual({
    stdout: 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n',
    stderr: 'E: Unable to locate package curl\n',
    exit: 100,
  });
});

test('update, then install: the programs are there, and a second time nothing happens', async () => {
  const host = bookworm();
  const lists = await host.run(['apt-get', 'update']);
  expect(lists.stdout.split('\n')[0]).toBe('Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]');
  const { stdout, exit } = await host.run(['apt-get', 'install', '-y', '--no-install-recommends', 'gosu']);
  expect(exit).toBe(0);
  expect(stdout).toMatch(/The following NEW packages will be installed:\n {2}gosu\n0 upgraded, 1 newly installed/);
  expect(stdout).toMatch(/Setting up gosu \(1\.14-1\+b\d+\) \.\.\.\n$/);
  expect(host.exists('/usr/sbin/gosu')).toBe(true);
  const again = await host.run(['apt-get', 'install', '-y', 'gosu']);
  expect(again.stdout).toContain('gosu is already the newest version');
  expect(again.stdout).toContain('0 newly installed');
});

test('an unknown package, and one whose programs are not simulated', async () => {
  const host = bookworm();
  await host.run(['apt-get', '-qq', 'update']);
  const unknown = await host.run(['apt-get', 'install', '-y', 'nosuch']);
  expect([unknown.stderr, unknown.exit]).toEqual(['E: Unable to locate package nosuch\n', 100]);
  const refused = await host.run(['apt-get', 'install', '-y', 'vim']);
  expect([refused.stderr.startsWith('drydock: not simulated: package vim'), refused.exit]).toEqual([true, 100]);
});

test('without -y and without a terminal nobody agrees', async () => {
  const host = bookworm();
  await host.run(['apt-get', 'update']);
  const { stdout, exit } = await host.run(['apt-get', 'install', 'gosu']);
  expect([stdout.endsWith('Do you want to continue? [Y/n] Abort.\n'), exit]).toEqual([true, 1]);
});
