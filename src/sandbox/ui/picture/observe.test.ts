import { afterEach, expect, test } from 'vitest';
import { createTestHost } from '../../runtimes/test-host.ts';
import type { ToHost } from '../../runtimes/messages.ts';
import { createRequests, type PageRequest } from '../../runtimes/page-requests.ts';
import { HostRequests } from '../host-connection.ts';
import { difference } from './difference.ts';
import { EMPTY_STATE, type HostState } from './host-state.ts';
import { HostObserver } from './observe.ts';
import { reachOf } from './reach.ts';

const observers: HostObserver[] = [];
afterEach(() => observers.splice(0).forEach((observer) => observer.end()));

function observed(images: readonly string[] = []) {
  const host = createTestHost({ clock: 'real', images });
  const page = new HostRequests((message: ToHost) => requests.take(message as PageRequest));
  const requests = createRequests((message) => {
    if ('id' in message) page.take(message);
  });
  requests.serve(host);
  const states: HostState[] = [];
  const observer = new HostObserver(page, (state) => states.push(state));
  observers.push(observer);
  /** Runs commands and tells what they changed, in words. */
  let before: HostState = EMPTY_STATE;
  const changes = async (command: string): Promise<string[]> => {
    const { exit, stderr } = await host.run(command);
    if (exit !== 0) throw new Error(stderr);
    const now = await observer.refresh();
    const found = difference(before, now);
    before = now;
    return found.filter(({ minor }) => minor !== true).map(({ text }) => text);
  };
  return { host, observer, states, changes };
}

test('each command is told by what it changed', { timeout: 60_000 }, async () => {
  const { changes } = observed(['alpine', 'nginx:alpine']);
  await changes('true');
  expect(await changes('docker network create shop')).toEqual(['network shop: created, 172.18.0.0/16']);
  expect(await changes('docker volume create data')).toEqual(['volume data: created']);
  expect(await changes('docker create --name web --network shop nginx:alpine')).toEqual(['web: created']);
  expect(await changes('docker start web')).toEqual(['web: created → running', 'network shop: + web 172.18.0.2']);
  expect(await changes('docker run -d --name db -v data:/data -m 64m alpine sleep 900')).toEqual([
    'db: created → running',
    'network bridge: + db 172.17.0.2',
  ]);
  expect(await changes('docker network connect shop db')).toEqual(['network shop: + db 172.18.0.3']);
  expect(await changes('docker update -m 128m --memory-swap 256m db')).toEqual(['db: memory.max 64 MiB → 128 MiB']);
  expect(await changes('docker pause db')).toEqual(['db: running → paused']);
  expect(await changes('docker unpause db; docker rename db store')).toEqual([
    'db: renamed store',
    'store: paused → running',
  ]);
  expect(await changes('docker restart -t 0 store')).toEqual(['store: started again']);
  expect(await changes('docker network disconnect shop store')).toEqual(['network shop: − store']);
  expect(await changes('docker kill store')).toEqual(['store: running → exited (137)', 'network bridge: − store']);
  expect(await changes('docker rm -f store web; docker network rm shop; docker tag alpine mine:1')).toEqual([
    'image alpine:latest: tagged mine:1',
    'network shop: removed',
    'web: running → removed',
    'store: exited (137) → removed',
  ]);
  expect(await changes('docker rmi mine:1 alpine')).toEqual(['image alpine:latest: removed']);
});

test('a restart that only the container’s own events tell of is seen', { timeout: 60_000 }, async () => {
  const { changes } = observed(['alpine']);
  await changes('docker run -d --name one --network none alpine sleep 900');
  expect(await changes('docker restart -t 0 one')).toEqual(['one: started again']);
});

test('processes, namespaces and limits are those of the kernel', { timeout: 60_000 }, async () => {
  const { host, observer } = observed(['nginx:alpine']);
  await host.run('docker run -d --name web -p 8080:80 -m 64m --cpus 0.5 --pid host nginx:alpine');
  const look = async () => (await observer.refresh()).containers[0];
  await expect.poll(async () => (await look())?.processes.length).toBe(5);
  const web = await look();
  expect(web?.ports).toEqual([{ port: '80/tcp', hostPort: '8080', hostAddresses: ['0.0.0.0', '::'] }]);
  expect(web?.processes.map(({ command }) => command)).toEqual([
    'nginx: master process nginx -g daemon off;',
    ...Array.from({ length: 4 }, () => 'nginx: worker process'),
  ]);
  expect(web?.processes[1]?.parent).toBe(web?.pid);
  expect(web?.kernel?.values).toMatchObject({
    'memory.max': '67108864',
    'cpu.max': '50000 100000',
    'pids.current': '5',
  });
  const ofHost = web?.kernel?.namespaces.filter((one) => one.ofHost).map(({ type }) => type);
  expect(ofHost).toEqual(['pid', 'user', 'time']);
});

test('looking leaves no event and no process number behind', { timeout: 60_000 }, async () => {
  const { host, observer } = observed(['alpine']);
  await host.run('docker run -d --name one alpine sleep 900');
  const marks = 'docker events --since 0 --until 0s | wc -l; sh -c "echo \\$\\$"';
  const [events, pid] = (await host.run(marks)).stdout.split('\n').map(Number);
  await observer.refresh();
  await observer.refresh();
  expect(events).toBeGreaterThan(0);
  const [eventsAfter, pidAfter] = (await host.run(marks)).stdout.split('\n').map(Number);
  expect(eventsAfter).toBe(events);
  const perRun = pidAfter! - pid!;
  const third = Number((await host.run(marks)).stdout.split('\n')[1]);
  expect(third - pidAfter!).toBe(perRun);
});

test('the events bring a new state by themselves', { timeout: 60_000 }, async () => {
  const { host, states } = observed(['alpine']);
  await host.run('docker run -d --name one alpine sleep 900');
  await expect
    .poll(() => states.at(-1)?.containers.map(({ name, status }) => `${name} ${status}`))
    .toEqual(['one running']);
  await host.run('docker rm -f one');
  await expect.poll(() => states.at(-1)?.containers).toEqual([]);
});

test('who reaches whom, and by which name', { timeout: 60_000 }, async () => {
  const { host, observer } = observed(['alpine']);
  const run = (name: string, options = '') => `docker run -d --name ${name} ${options} alpine sleep 900;`;
  await host.run(
    'docker network create shop; docker network create -o com.docker.network.bridge.enable_icc=false apart;' +
      run('web', '--network shop --network-alias front') +
      run('db', '--network shop') +
      run('old') +
      run('older') +
      run('side', '--network container:web') +
      run('bare', '--network none') +
      run('shy', '--network apart') +
      run('coy', '--network apart') +
      run('wide', '--network host') +
      'docker stop -t 0 older',
  );
  const state = await observer.refresh();
  const reached = (name: string) =>
    reachOf(
      state,
      state.containers.find((one) => one.name === name)!,
    ).map(({ container, by, address, names }) =>
      `${container.name} by ${by} ${address} ${names.filter((word) => !/^[0-9a-f]{12}$/.test(word)).join(' ')}`.trim(),
    );
  expect(reached('db')).toEqual(['web by shop 172.18.0.2 web front', 'side by shop 172.18.0.2 web front']);
  expect(reached('web')).toEqual(['db by shop 172.18.0.3 db', 'side by localhost 127.0.0.1 localhost']);
  expect(reached('old')).toEqual([]);
  expect(reached('bare')).toEqual([]);
  expect(reached('shy')).toEqual([]);
  expect(reached('wide')).toContain('old by host 172.17.0.2');
});
