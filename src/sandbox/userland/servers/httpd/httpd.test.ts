import { expect, test } from 'vitest';
import { decode } from '../../../kernel/bytes.ts';
import { TestHost } from '../../test-kernel.ts';
import { answer } from './answer.ts';
import { ConfigurationFault, readConfiguration } from './configuration.ts';

const CONF = 'Listen 80\nDocumentRoot "/work/htdocs"\n';

function setUp(conf: string) {
  const host = new TestHost('gnu', (callback) => setImmediate(callback), {
    'httpd.conf': conf,
    'htdocs/index.html': 'It works!\n',
    'htdocs/empty/': '',
    'htdocs/sub/page.txt': 'page\n',
  });
  const [process] = host.kernel.processes.values();
  if (process === undefined) throw new Error('no process 1');
  return { process, read: () => readConfiguration(process, '/work/httpd.conf', '/work') };
}

async function get(conf: string, target: string, method = 'GET') {
  const { process, read } = setUp(conf);
  const { response, sent } = answer(process, read(), '2.4.68', { method, target, headers: { host: 'box' } });
  return { ...response, sent, text: decode(await response.body.readAll()) };
}

test('a directory is its index', async () => {
  expect(await get(CONF, '/')).toMatchObject({ status: 200, text: 'It works!\n', sent: 10 });
});

test('HEAD has the length and no body', async () => {
  const { headers, text } = await get(CONF, '/', 'HEAD');
  expect([headers['content-length'], text]).toEqual(['10', '']);
});

test('missing, unlisted and unfinished paths', async () => {
  expect(await get(CONF, '/none')).toMatchObject({ status: 404 });
  expect(await get(CONF, '/sub/')).toMatchObject({ status: 403 });
  expect(await get(CONF, '/sub')).toMatchObject({ status: 301, headers: { location: 'http://box/sub/' } });
  expect(await get(CONF, '/../httpd.conf')).toMatchObject({ status: 400 });
});

test('Options Indexes lists, DirectoryIndex names the index', async () => {
  expect((await get(`${CONF}Options Indexes\n`, '/sub/')).text).toContain('<a href="page.txt"> page.txt</a>');
  expect((await get(`${CONF}DirectoryIndex page.txt\n`, '/sub/')).text).toBe('page\n');
});

test('a misspelled directive is a fault with its line', () => {
  const { read } = setUp(`${CONF}Lissten 81\n`);
  expect(read).toThrow(ConfigurationFault);
  expect(read).toThrow("AH00526: Syntax error on line 3 of /work/httpd.conf:\nInvalid command 'Lissten'");
});

test('what is not simulated says so', () => {
  expect(setUp(`${CONF}ProxyPass / http://app/\n`).read).toThrow('drydock: not simulated: httpd ProxyPass');
});
