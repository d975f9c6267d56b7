import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function inside(image: string, script: string): Promise<string[]> {
  const { stdout } = await runScript(`docker run --rm ${image} sh -c '${script}' 2>&1`, { images: [image] });
  return stdout.split('\n').slice(0, -1);
}

test('alpine: a system user in its group, as Dockerfiles make it', async () => {
  const script =
    'addgroup -S app && adduser -S -G app app && id app; adduser -S app; delgroup app; deluser app; id app; adduser -D bob; ls -ld /home/bob | cut -c1-10';
  expect(await inside('alpine', script)).toEqual([
    'uid=100(app) gid=101(app) groups=101(app)',
    "adduser: user 'app' in use",
    "delgroup: 'app' still has 'app' as their primary group!",
    'id: unknown user app',
    'drwxr-sr-x',
  ]);
});

test('debian: useradd, usermod, userdel, groupmod, groupdel', async () => {
  const script =
    'groupadd -r app; useradd -r -g app -m app; usermod -aG sudo app; id app; groupmod -n web app; id -gn app; groupdel web; usermod -G nope app; touch /home/app/x; userdel -r app 2>/dev/null; ls /home; groupdel web; groupdel web';
  expect(await inside('debian', script)).toEqual([
    'uid=999(app) gid=999(app) groups=999(app),27(sudo)',
    'web',
    "groupdel: cannot remove the primary group of user 'app'",
    "usermod: group 'nope' does not exist",
    "groupdel: group 'web' does not exist",
  ]);
});
