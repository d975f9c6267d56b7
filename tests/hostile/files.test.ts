import { expect, test } from 'vitest';
import { attack, expectSound, hostileHost } from './host.ts';

test('rm -rf / on the host: asked for, refused; forced, the engine still answers', async () => {
  const host = hostileHost();
  const { stderr, exit } = await attack(host, 'rm -rf /');
  expect({ stderr, exit }).toEqual({
    stderr: "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n",
    exit: 1,
  });
  await expectSound(host);
  await attack(host, 'rm -rf --no-preserve-root / 2>/dev/null; echo $?');
  expect((await host.transport({ method: 'GET', target: '/containers/json', headers: {} })).status).toBe(200);
});

test('rm -rf / in a container ruins that one alone', async () => {
  const host = hostileHost();
  await attack(host, 'docker run --name wreck busybox rm -rf / 2>/dev/null');
  await attack(host, 'docker rm wreck');
  await expectSound(host);
});

test('a full disk: No space left on device, and room again after rm', async () => {
  const host = hostileHost({ limits: { diskBytes: 8 * 2 ** 20 } });
  const { stderr, exit } = await attack(host, 'yes | head -c 20000000 > /srv/full');
  expect(stderr).toContain('No space left on device');
  expect(exit).not.toBe(0);
  const build = "printf 'FROM busybox\\nRUN yes | head -c 9000000 > /f\\n' | docker build -q -";
  expect((await attack(host, build)).exit).not.toBe(0);
  expect((await attack(host, 'docker images -q | wc -l')).stdout).toBe('1\n');
  await attack(host, 'rm -f /srv/full');
  await expectSound(host);
});

test('a file grows to its limit: File too large', async () => {
  const host = hostileHost({ limits: { fileBytes: 1_000 } });
  expect((await attack(host, 'head -c 2000 /dev/zero > /tmp/f')).stderr).toContain('File too large');
  await expectSound(host);
});

test('loops of symlinks, names that are too long, paths that climb', async () => {
  const host = hostileHost();
  const { stderr } = await attack(
    host,
    'ln -s b a; ln -s a b; cat a; cat a/x; ls -L a; touch $(printf %300s | tr " " x); cat ../../../../../../nobody',
  );
  expect(stderr).toContain('Too many levels of symbolic links');
  expect(stderr).toContain('File name too long');
  expect(stderr).toContain('No such file or directory');
  await attack(
    host,
    'ln -s . self; find -L self -maxdepth 3 >/dev/null; du -L self >/dev/null; ls self/self/self/self >/dev/null; mkdir s; ln -s . s/self; cp -rL s copy; docker run --rm -v $PWD/self:/x busybox ls /x >/dev/null',
  );
  await expectSound(host);
});

test('mounts in a circle', async () => {
  const host = hostileHost();
  await attack(
    host,
    'mkdir -p /a/b; mount --bind /a /a/b; mount --rbind / /a/b; mount --rbind / /mnt; mount --rbind /mnt /mnt/mnt; find /mnt -maxdepth 4 >/dev/null; cat /proc/mounts >/dev/null',
  );
  await attack(
    host,
    'mount -t overlay overlay -o lowerdir=/,upperdir=/a,workdir=/a /a; mount --move / /a; umount -l /mnt; umount -l /a/b',
  );
  await attack(host, 'docker run --rm -v /:/host -v /:/host/host busybox ls /host/host >/dev/null');
  await expectSound(host);
});

test('a tree as deep as one can make it', async () => {
  const host = hostileHost();
  await attack(
    host,
    'cd /tmp; for i in $(seq 300); do mkdir d 2>/dev/null && cd d || break; done; pwd | wc -c; cd /tmp; find d | wc -l; du -s d; tar -cf /tmp/d.tar d; rm -rf d; ls /tmp',
  );
  await expectSound(host);
});
