import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function run(script: string): Promise<string> {
  const { stdout } = await runScript(`exec 2>&1\n${script}`, {
    images: ['alpine', 'busybox', 'busybox:musl', 'debian'],
  });
  return stdout;
}

const build = (base: string, from: string, paths: string): string =>
  `printf 'FROM ${base}\\nCOPY --from=${from} ${paths} /\\n' | docker build -q -t made - >/dev/null`;

test('without its loader a program is "not there", by the words of whoever starts it', async () => {
  expect(
    await run(`${build('scratch', 'debian', '/bin/ls')}; docker run --rm made /ls; echo $?
      ${build('alpine', 'debian', '/bin/ls')}; docker run --rm made /ls; echo $?; docker run --rm made sh -c '/ls; echo $?; ls /ls'
      ${build('debian', 'alpine', '/bin/busybox')}; docker run --rm made bash -c '/busybox echo; echo $?'
      ${build('scratch', 'busybox', '/bin/busybox')}; docker run --rm made /busybox echo hi; echo $?`),
  ).toBe(`exec /ls: no such file or directory
255
exec /ls: no such file or directory
255
sh: line 0: /ls: not found
127
/ls
bash: line 1: /busybox: cannot execute: required file not found
127
exec /busybox: no such file or directory
255
`);
});

test('a static program runs anywhere', async () => {
  expect(await run(`${build('scratch', 'busybox:musl', '/bin/busybox')}; docker run --rm made /busybox echo hi`)).toBe(
    'hi\n',
  );
});

test('a root made by hand wants the loader, then each library, then it runs', async () => {
  const missing = 'cannot open shared object file: No such file or directory';
  expect(
    await run(`L=lib/x86_64-linux-gnu; mkdir -p r/bin r/lib64 r/$L; cp /bin/bash r/bin; chroot r bash
      cp /lib64/ld-linux-x86-64.so.2 r/lib64; chroot r bash; echo $?
      cp /$L/libtinfo.so.6 r/$L; chroot r bash
      cp /$L/libc.so.6 r/$L; chroot r bash -c 'echo hi'`),
  ).toBe(`chroot: failed to run command ‘bash’: No such file or directory
bash: error while loading shared libraries: libtinfo.so.6: ${missing}
127
bash: error while loading shared libraries: libc.so.6: ${missing}
hi
`);
});

test('ldd lists what the loader would find, by where it looks', async () => {
  const out = await run(`ldd /bin/ls
    docker run --rm alpine ldd /bin/busybox
    docker run --rm debian sh -c 'mv /lib/x86_64-linux-gnu/libselinux.so.1 /opt; ls; LD_LIBRARY_PATH=/opt ls /opt; ldd /bin/ls'`);
  expect(out.replace(/ \(0x[0-9a-f]+\)/g, '')).toBe(`\tlinux-vdso.so.1
\tlibselinux.so.1 => /lib/x86_64-linux-gnu/libselinux.so.1
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6
\tlibpcre2-8.so.0 => /lib/x86_64-linux-gnu/libpcre2-8.so.0
\t/lib64/ld-linux-x86-64.so.2
\t/lib/ld-musl-x86_64.so.1
\tlibc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1
ls: error while loading shared libraries: libselinux.so.1: cannot open shared object file: No such file or directory
libselinux.so.1
\tlinux-vdso.so.1
\tlibselinux.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6
\tlibpcre2-8.so.0 => /lib/x86_64-linux-gnu/libpcre2-8.so.0
\t/lib64/ld-linux-x86-64.so.2
`);
});
