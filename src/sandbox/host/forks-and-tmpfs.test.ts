import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function run(script: string): Promise<string> {
  const { stdout } = await runScript(script, { images: ['alpine'] });
  return stdout;
}

test('zombies keep the names of their programs; parentheses in the background are one fork', async () => {
  const seen = await run(`
    docker run -d --name messy alpine sleep 3600 >/dev/null
    docker exec messy sh -c '(sleep 0.1 & exec sleep 0.05) & sleep 0.5'
    docker exec messy ps -o stat,args | grep '^Z'
    docker exec messy sh -c '(sleep 0.1; true) & ps -o comm' | grep -c '^sh$'
  `);
  expect(seen.split('\n').map((line) => line.trim())).toEqual(['Z    [sleep]', 'Z    [sleep]', '1', '']);
});

test('a tmpfs takes the mode of the directory that it covers, unless it is told another', async () => {
  const seen = await run(`
    docker run --rm --tmpfs /etc alpine stat -c %a /etc
    docker run --rm --tmpfs /new alpine stat -c %a /new
    docker run --rm --tmpfs /etc:mode=700 alpine stat -c %a /etc
    docker run --rm --tmpfs /etc alpine sh -c 'mount | grep -o "on /etc type.*"'
  `);
  expect(seen).toBe('755\n1777\n700\non /etc type tmpfs (rw,nosuid,nodev,noexec,relatime,mode=755)\n');
});

test('a word that a tmpfs does not know ends the start, by Docker or by the kernel', async () => {
  const seen = await run(`
    exec 2>&1
    docker run --rm --tmpfs /x:foo alpine true 2>&1 | head -1
    docker run --rm --tmpfs /x:size=abc alpine true 2>&1 | grep -o 'error mounting.*'
    docker run --rm --tmpfs /x:size=1m,uid=7,mode=700,nr_inodes=9,noatime,sync alpine grep ' /x ' /proc/mounts
    docker run --rm --privileged alpine sh -c 'mount -t tmpfs -o size=abc x /mnt; mount -t tmpfs -o size=1m x /mnt; mount -o remount,size=2m /mnt; grep -c size=2048k /proc/mounts'
  `);
  expect(seen).toBe(`docker: Error response from daemon: invalid tmpfs option "foo"
error mounting "tmpfs" to rootfs at "/x": mount src=tmpfs, dst=/x, dstFd=/proc/thread-self/fd/11, flags=MS_NOSUID|MS_NODEV|MS_NOEXEC, data=size=abc: invalid argument
tmpfs /x tmpfs rw,sync,nosuid,nodev,noexec,noatime,size=1024k,nr_inodes=9,mode=700,uid=7 0 0
mount: mounting x on /mnt failed: Invalid argument
1
`);
});

test('what a process substitution stands for is read like a file, by programs that copy and by those that want a path', async () => {
  expect(await run('cp <(echo a) copy; cat copy; grep -c --file=<(echo .) copy')).toBe('a\n1\n');
});
