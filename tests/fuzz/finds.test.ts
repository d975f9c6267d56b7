import { expect, test } from 'vitest';
import { decode } from '../../src/sandbox/kernel/bytes.ts';
import { requestOf } from './generate/request.ts';
import { blameText, freshHost, stillAnswers, survives } from './survive.ts';

/** What a run of fuzz.ts once found, with the answer of the reference engine where it has one. */

const BODIES = [
  ['/networks/web/disconnect', '{"Image":"busybox"}', 'invalid name or ID supplied: ""'],
  ['/networks/create', 'null', 'invalid name: name is empty'],
  ['/containers/create', '{"Image":null}', 'no command specified'],
  [
    '/containers/create',
    '[]',
    'invalid JSON: json: cannot unmarshal array into Go value of type container.CreateRequest',
  ],
] as const;

test.each(BODIES)('POST %s %s', async (target, body, message) => {
  const host = await freshHost();
  const answer = await host.transport(requestOf({ method: 'POST', target, body }));
  expect(answer.status).toBe(400);
  expect(JSON.parse(decode(await answer.body.readAll()))).toEqual({ message });
  await stillAnswers(host);
});

test('a config without data', async () => {
  const host = await freshHost();
  await host.run('docker swarm init');
  const answer = await host.transport(requestOf({ method: 'POST', target: '/configs/create', body: undefined }));
  blameText(decode(await answer.body.readAll()), '');
  expect(host.kernel.faults).toEqual([]);
});

test.each([
  ['[{}]', 'cannot extend service "web" in /root/compose.yaml: service "" not found'],
  ['{"service":1}', 'extends.web.service is required'],
  ['"constructor"', 'cannot extend service "web" in /root/compose.yaml: service "constructor" not found'],
])('a Compose file that extends %s', async (by, message) => {
  const text = `{"services":{"web":{"image":"busybox","extends":${by}}}}`;
  const host = await freshHost({ 'compose.yaml': text });
  expect((await host.run('docker compose config')).stderr).toBe(`${message}\n`);
});

test('lists of lists and maps where Compose wants texts', async () => {
  const text = '{"services":{"web":{"image":"busybox","profiles":[[[null]],{"toString":null}]}}}';
  await survives(await freshHost({ 'compose.yaml': text }), 'docker compose config');
});

test('limits under a name that the schema does not look at', async () => {
  const text = '{"services":{"web":{"image":"busybox","ulimits":{"":[[],0]}}}}';
  const host = await freshHost({ 'compose.yaml': text });
  await survives(host, 'docker compose config');
  const { stderr } = await host.run('docker compose config');
  expect(stderr).toBe('services.web.ulimits.: invalid type []interface {} for external\n');
});

test('a service without its parts, by curl', async () => {
  const host = await freshHost();
  await host.run('docker swarm init');
  const post = (body: string) =>
    host.run(
      `curl -s --unix-socket /var/run/docker.sock -H 'Content-Type: application/json' -d '${body}' http://x/services/create`,
    );
  const refusal = { message: 'mismatched Runtime and *Spec fields' };
  for (const body of ['{}', '{"TaskTemplate":null}', '{"Name":"a","TaskTemplate":{}}'])
    expect(JSON.parse((await post(body)).stdout)).toEqual(refusal);
  expect(JSON.parse((await post('{"TaskTemplate":{"ContainerSpec":{}}}')).stdout)).toEqual({
    message: 'rpc error: code = InvalidArgument desc = ContainerSpec: image reference must be provided',
  });
});

test('half a character of UTF-16', async () => {
  const host = await freshHost();
  await survives(host, "docker volume inspect '\ud800'");
});
