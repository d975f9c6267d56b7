import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

test('a shell whose pid namespace has lost its first process can’t fork, and says so in its own words', async () => {
  const host = createTestHost({ images: ['alpine'] });
  const ask = async (command: string) => {
    const { stdout, stderr } = await host.run(`${command}; echo $?`, { timeout: 60_000 });
    return stderr + stdout;
  };
  const alpine = 'docker run --rm --privileged alpine unshare -p sh -c';
  expect(await ask("sudo unshare --pid bash -c '/bin/true; /bin/true; echo end'")).toBe(
    'bash: fork: Cannot allocate memory\n254\n',
  );
  expect(await ask("sudo unshare --pid bash -c 'x=$(/bin/true); y=$(/bin/true); echo end'")).toBe(
    'bash: fork: Cannot allocate memory\n254\n',
  );
  expect(await ask("sudo unshare --pid sh -c '/bin/true; /bin/true; echo end'")).toBe('sh: 1: Cannot fork\n2\n');
  expect(await ask(`${alpine} '/bin/true; /bin/true; echo end'`)).toContain("can't fork: Cannot allocate memory\n2\n");
  expect(await ask("sudo unshare --pid --fork bash -c '/bin/true; /bin/true; echo $$'")).toBe('1\n0\n');
  expect(await ask('stat -c "%a %U:%G" /etc/shadow')).toBe('640 root:shadow\n0\n');
});
