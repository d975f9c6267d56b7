import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function run(script: string): Promise<string> {
  const { stdout } = await runScript(`exec 2>&1\n${script}`, { images: ['busybox', 'debian'] });
  return stdout;
}

test('docker run says that nobody reads its output any more; docker exec dies of it', async () => {
  const seen = await run(`
    docker run --rm busybox sh -c 'while echo line; do sleep 0.2; done' | head -n 1; echo \${PIPESTATUS[*]}
    docker run --rm busybox sh -c 'echo one; echo two' | head -n 1
    docker run -d --name box busybox sleep 300 >/dev/null
    docker exec box sh -c 'while echo line; do sleep 0.2; done' | head -n 1; echo \${PIPESTATUS[*]}
  `);
  expect(seen).toBe('line\nwrite /dev/stdout: broken pipe\n1 0\none\nline\n141 0\n');
});

test('cp -L copies under the name of the link, cp -a gives what it brings to the user', async () => {
  const seen = await run(`
    echo real > real.txt; ln -s real.txt link.txt
    docker run -d --name box busybox sleep 300 >/dev/null
    docker cp -q -L link.txt box:/new; docker exec box cat /new
    docker exec box sh -c 'ln -s /etc/passwd /pw; echo x > /own; chown 7:8 /own'
    docker cp -q -L box:/pw . && head -n 1 pw | cut -d: -f1
    docker cp -q -a box:/own . && stat -c %u:%g own
  `);
  expect(seen).toBe('real\nroot\n0:0\n');
});

test('proxies of the configuration become variables of a container, unless they are given', async () => {
  const seen = await run(`
    mkdir -p ~/.docker; echo '{"proxies":{"default":{"httpProxy":"http://p:1","noProxy":"x"}}}' > ~/.docker/config.json
    docker run --rm -e no_proxy=mine busybox env | grep -i proxy | sort
  `);
  expect(seen).toBe('HTTP_PROXY=http://p:1\nNO_PROXY=x\nhttp_proxy=http://p:1\nno_proxy=mine\n');
});

test('a label without a value in a label file is left out, the groups of a process are sorted', async () => {
  const seen = await run(`
    printf 'a=1\\nempty\\n' > labels
    docker create --name box --label-file labels busybox >/dev/null; docker inspect -f '{{json .Config.Labels}}' box
    docker run --rm -u 1000 --group-add 2000 --group-add daemon debian id -G
  `);
  expect(seen).toBe('{"a":"1"}\n0 1 2000\n');
});

test('without the capability su and setpriv cannot become somebody else', async () => {
  const seen = await run(`
    docker run --rm --cap-drop SETUID busybox su nobody -s /bin/sh -c id
    docker run --rm --cap-drop SETGID debian su nobody -s /bin/sh -c id
    docker run --rm --cap-drop SETGID debian setpriv --reuid=1000 --regid=1000 --clear-groups id
  `);
  expect(seen.trim().split('\n')).toEqual([
    'su: setuid: Operation not permitted',
    'su: cannot set groups: Operation not permitted',
    'setpriv: setresgid failed: Operation not permitted',
  ]);
});

test('archives on disk are for their owner only; a container without IPC has no /dev/shm', async () => {
  const seen = await run(`
    docker save -o a.tar busybox; stat -c %a a.tar
    docker run --rm --ipc none busybox ls /dev/shm
  `);
  expect(seen).toBe('600\nls: /dev/shm: No such file or directory\n');
});

test('images that a host has from its start were pulled before its events begin', async () => {
  const seen = await run(`
    sleep 1; docker events --since 1h --until 0s | wc -l
    docker pull -q busybox >/dev/null; docker pull -q hello-world >/dev/null
    sleep 1; docker events --since 1h --until 0s --format '{{.Action}} {{.Actor.Attributes.name}}'
  `);
  expect(seen).toBe('0\npull busybox\npull hello-world\n');
});

test('dash counts the lines of its input from 1 and has no LINENO', async () => {
  const seen = await run(`
    printf 'nosuch\\ntrue\\nnosuch\\n' | docker run --rm -i debian sh 2>&1
    docker run --rm debian sh -c 'echo "[$LINENO]"'
  `);
  expect(seen).toBe('sh: 1: nosuch: not found\nsh: 3: nosuch: not found\n[]\n');
});
