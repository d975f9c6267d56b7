import { expect, test } from 'vitest';
import { HostRequests } from '../ui/host-connection.ts';
import type { ToHost } from './messages.ts';
import { createRequests, type PageRequest } from './page-requests.ts';
import { createTestHost } from './test-host.ts';

/** Both ends of a page's connection, without a worker between them. */
function connected() {
  const host = createTestHost({ clock: 'real' });
  const page = new HostRequests((message: ToHost) => requests.take(message as PageRequest));
  const requests = createRequests((message) => {
    if ('id' in message) page.take(message);
  });
  return { host, page, requests };
}

test('what is asked before the host is there is answered when it is', async () => {
  const { host, page, requests } = connected();
  const answer = page.request('GET', '/networks');
  requests.serve(host);
  const { status, text } = await answer;
  expect(status).toBe(200);
  expect((JSON.parse(text) as { Name: string }[]).map(({ Name }) => Name)).toEqual(['bridge', 'host', 'none']);
});

test('a refusal is an answer', async () => {
  const { host, page, requests } = connected();
  requests.serve(host);
  const { status, text } = await page.request('GET', '/containers/nowhere/json');
  expect([status, JSON.parse(text)]).toEqual([404, { message: 'No such container: nowhere' }]);
});

test('events come until they are ended, and one can change things', async () => {
  const { host, page, requests } = connected();
  requests.serve(host);
  let seen = '';
  const first = Promise.withResolvers<void>();
  const end = page.stream('/events', (text) => {
    seen += text;
    first.resolve();
  });
  await page.request('GET', '/_ping');
  expect((await page.request('POST', '/volumes/create', '{"Name":"data"}')).status).toBe(201);
  await first.promise;
  expect(JSON.parse(seen)).toMatchObject({ Type: 'volume', Action: 'create', Actor: { ID: 'data' } });
  end();
  await page.request('POST', '/volumes/create', '{"Name":"other"}');
  expect(seen).not.toContain('other');
});

test('files of /proc, links and what is not there', async () => {
  const { host, page, requests } = connected();
  requests.serve(host);
  const [comm, link, none, directory] = await page.look(['/proc/1/comm', '/proc/1/ns/net', '/nowhere', '/etc']);
  expect(comm).toBe('systemd\n');
  expect(link).toMatch(/^net:\[\d+\]$/);
  expect([none, directory]).toEqual([null, null]);
});

test('a file that the page writes is read by the shell, and the other way round', async () => {
  const { host, page, requests } = connected();
  requests.serve(host);
  await page.ask({ kind: 'write', path: '/root/site/index.html', text: '<h1>Hi</h1>\n' });
  expect((await host.run('cat site/index.html')).stdout).toBe('<h1>Hi</h1>\n');
  await host.run('echo A=1 > site/.env; head -c 9 /dev/urandom > .hidden');
  expect(await page.ask({ kind: 'read', path: '/root/site/.env' })).toEqual({ text: 'A=1\n' });
  expect(await page.ask({ kind: 'list', path: '/root' })).toEqual([
    { path: 'site', type: 'directory', size: 0 },
    { path: 'site/.env', type: 'file', size: 4 },
    { path: 'site/index.html', type: 'file', size: 12 },
  ]);
  await page.ask({ kind: 'remove', path: '/root/site/.env' });
  expect(await page.ask({ kind: 'read', path: '/root/site/.env' })).toEqual({ unreadable: 'missing' });
  await expect(page.ask({ kind: 'write', path: '/root/site', text: '' })).rejects.toThrow('Is a directory');
});

test('whoever waits for a host that ends is told', async () => {
  const { page } = connected();
  const waiting = page.request('GET', '/_ping');
  page.end('the host has ended');
  await expect(waiting).rejects.toThrow('the host has ended');
  await expect(page.look(['/etc/hosts'])).rejects.toThrow('the host has ended');
});
