import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

test('/proc/self/fd tells how files were opened, and shows the directory that ls itself has open', async () => {
  const { stdout, stderr } = await runScript(
    `
    docker run --rm busybox ls /proc/self/fd | tr '\\n' ' '; echo
    docker run --rm debian sh -c 'ls -l /proc/self/fd | tail -n +2 | cut -d" " -f1,5,9-'
    docker run --rm busybox ls -l /proc/self/fd | tail -n 1 | cut -c1-10
  `,
    { images: ['busybox', 'debian'] },
  );
  expect(stdout.replaceAll(/\[\d+\]|\/proc\/\d+/g, 'N')).toBe(
    `0 1 2 3 
lrwx------ 64 0 -> /dev/null
l-wx------ 64 1 -> pipe:N
l-wx------ 64 2 -> pipe:N
lr-x------ 64 3 -> N/fd
lr-x------
`,
  );
  expect(stderr).toBe('ls: /proc/self/fd/3: cannot read link: No such file or directory\n');
});
