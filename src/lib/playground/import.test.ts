import { expect, test } from 'vitest';
import { createTestHost } from '../../sandbox/runtimes/test-host.ts';
import { ImportError, importHost, LARGEST_IMPORT } from './import.ts';
import type { PlaygroundState } from './state.ts';

async function hostOf({ start: { images, files, script = '' } }: PlaygroundState) {
  const host = createTestHost({ images, files });
  const { stderr } = await host.run(script);
  expect(stderr).toBe('');
  return async (command: string) => (await host.run(command)).stdout;
}

const refusal = (text: string): string => {
  try {
    importHost(text);
    return '';
  } catch (error) {
    if (error instanceof ImportError) return error.message;
    throw error;
  }
};

test('what docker inspect prints of one host makes a host of the same shape', async () => {
  const first = createTestHost({ images: ['nginx', 'redis', 'busybox'] });
  await first.run(`
    docker network create --subnet 10.9.0.0/24 front >/dev/null; docker network create back >/dev/null
    docker run -d --name web -p 8080:80 --network front --ip 10.9.0.7 -v logs:/var/log/nginx -m 64m --restart always -l tier=edge nginx
    docker network connect back web
    docker run -d --name cache --network back -e TOKEN=secret redis
    docker run -d --name done --network back busybox true; docker create --name later busybox
    docker run -d --name held busybox sleep 1000; docker pause held`);
  const printed = await first.run('docker inspect $(docker ps -aq) front back');
  const state = importHost(printed.stdout);
  expect(JSON.stringify(state)).not.toContain('secret');
  const shown = await hostOf(state);
  const names = "docker ps -a --format '{{.Names}} {{.Image}} {{.State}} {{.Ports}}' | sort";
  expect(await shown(names)).toBe((await first.run(names)).stdout);
  const facts =
    'docker inspect -f \'{{.HostConfig.Memory}} {{.HostConfig.RestartPolicy.Name}} {{.Config.Labels.tier}} {{(index .NetworkSettings.Networks "front").IPAddress}}\' web';
  expect(await shown(facts)).toBe('67108864 always edge 10.9.0.7\n');
  expect(await shown("docker inspect -f '{{range .Config.Env}}{{println .}}{{end}}' cache | grep TOKEN")).toBe(
    'TOKEN=\n',
  );
  expect(await shown("docker network inspect -f '{{len .Containers}}' back")).toBe('2\n');
}, 60_000);

test('lines of docker ps are enough, and images that nobody knows are stood in for', async () => {
  const line = {
    ID: 'd4a', Names: 'shop', Image: 'registry.example.com/shop:2.1', State: 'running', Command: '"/shop"',
    Ports: '0.0.0.0:80->8000/tcp, [::]:80->8000/tcp, 9000/tcp', Networks: 'shop_default', Mounts: 'data,/srv/shop', Labels: 'a=b',
  }; // prettier-ignore
  const shown = await hostOf(
    importHost(`${JSON.stringify(line)}\n${JSON.stringify({ ...line, Names: 'other', Ports: '', Mounts: '' })}\n`),
  );
  expect(await shown("docker ps --format '{{.Names}} {{.Image}} {{.Ports}} {{.Networks}}'")).toBe(
    'other registry.example.com/shop:2.1  shop_default\nshop registry.example.com/shop:2.1 0.0.0.0:80->8000/tcp, [::]:80->8000/tcp shop_default\n',
  );
});

test('what is imported can be no command', () => {
  expect(refusal(JSON.stringify({ Names: 'x; rm -rf /', Image: 'a' }))).toMatch(/no name that Docker gives/);
  const { start } = importHost(JSON.stringify({ Names: 'x', Image: '$(reboot)', Labels: "a=';reboot" }));
  expect(start.script).toContain("'$(reboot)'");
  expect(start.script).toContain(`'a='\\'';reboot'`);
});

test.each<[string, RegExp]>([
  ['', /nothing to read/],
  ['CONTAINER ID   IMAGE\nd4a   nginx', /This is no JSON.*--format json/],
  ['{"Names":"a","Image":"b"}\n{"Names":"a', /Line 2 is no JSON/],
  ['[{"userId":1}]', /neither containers nor networks/],
  ['[]', /neither containers nor networks/],
  ['5', /no JSON/],
  ['x'.repeat(LARGEST_IMPORT + 1), /5 MB/],
  [JSON.stringify(Array.from({ length: 201 }, (_, at) => ({ Names: `c${at}`, Image: 'a' }))), /at most 200/],
])('%.20s is refused', (text, message) => expect(refusal(text)).toMatch(message));
