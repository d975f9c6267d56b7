import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function run(script: string): Promise<string[]> {
  const { stdout } = await runScript(script, { images: ['alpine', 'debian'] });
  return stdout.trimEnd().split('\n');
}

test('a mounted file stays the one it was: not what later has its name, nor gone with it', async () => {
  const seen = await run(`
    echo old > app.conf
    docker run -d --name app -v "$PWD/app.conf:/app.conf" alpine sleep 1000 > /dev/null
    sed -i s/old/new/ app.conf
    cat app.conf; docker exec app cat /app.conf
    docker exec app sh -c 'echo more >> /app.conf; chmod 600 /app.conf; stat -c "%a %h" /app.conf'; cat app.conf
    docker restart -t 0 app > /dev/null; docker exec app cat /app.conf
    echo in place > app.conf; docker exec app cat /app.conf
    mv app.conf other; docker exec app cat /app.conf; echo moved > other; docker exec app cat /app.conf
  `);
  expect(seen).toEqual(['new', 'old', '600 0', 'new', 'new', 'in place', 'in place', 'moved']);
});

test('sed -i gives the name to a new file, which a mount refuses', async () => {
  const seen = await run(`
    echo 1 > one; chmod 640 one; ls -i one > before; sed -i s/1/2/ one; ls -i one > after
    cmp -s before after || echo another file; stat -c %a one; ls
    ln -s one link; sed -i s/2/3/ link; test -L link || cat one link
    docker run --rm -v "$PWD/one:/one" debian sed -i s/2/4/ /one 2>&1 | sed 's/sed......:/sedXXXXXX:/'
    docker run --rm -v "$PWD/one:/one" alpine sed -i s/2/4/ /one 2>&1 | sed "s/one......'/oneXXXXXX'/"
  `);
  expect(seen).toEqual([
    'another file',
    '640',
    'after',
    'before',
    'one',
    '2',
    '3',
    'sed: cannot rename /sedXXXXXX: Device or resource busy',
    "sed: can't move '/oneXXXXXX' to '/one': Device or resource busy",
  ]);
});

test('a target with a slash at its end is the same mount: its options hold', async () => {
  const seen = await run(`exec 2>&1
    docker run --rm --mount type=tmpfs,target=/x/,tmpfs-size=8192 alpine df /x | awk 'NR == 2 { print $2 }'
    mkdir /srv/a; docker create --name late --mount type=bind,source=/srv/a,target=/x/ alpine >/dev/null
    rmdir /srv/a; docker start late; ls -d /srv/a`);
  expect(seen).toEqual([
    '8',
    'Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /srv/a',
    'Error: failed to start containers: late',
    "ls: cannot access '/srv/a': No such file or directory",
  ]);
});
