import { expect, test } from 'vitest';
import { goStruct } from './go-struct.ts';
import { compile } from './template/execute.ts';

const service = {
  TaskTemplate: { ContainerSpec: { StopGracePeriod: 90e9, Configs: [{ File: { Name: '/c', Mode: 0o640 } }] } },
};
const config = { CreatedAt: '2026-11-21T19:49:11.67Z', Spec: { Name: 'site', Data: 'aGk=' } };
const show = (type: string, json: Readonly<Record<string, unknown>>, format: string) =>
  compile(format).execute(goStruct(type, json));

test.each([
  ['{{.TaskTemplate.ContainerSpec.StopGracePeriod}}', '1m30s'],
  ['{{json .TaskTemplate.ContainerSpec.StopGracePeriod}}', '90000000000'],
  ['{{printf "%d" .TaskTemplate.ContainerSpec.StopGracePeriod}}', '90000000000'],
  ['{{.TaskTemplate.ContainerSpec.StopGracePeriod.Seconds}}', '90'],
  ['{{gt .TaskTemplate.ContainerSpec.StopGracePeriod 5}}', 'true'],
  ['{{range .TaskTemplate.ContainerSpec.Configs}}{{.File.Mode}}{{end}}', '-rw-r-----'],
])('a duration and a mode have a text of their own: %s', (format, text) => {
  expect(show('swarm.ServiceSpec', service, format)).toBe(text);
});

test.each([
  ['{{.CreatedAt}}', '2026-11-21 19:49:11.67 +0000 UTC'],
  ['{{json .CreatedAt}}', '"2026-11-21T19:49:11.67Z"'],
  ['{{.Spec.Data}}', '[104 105]'],
  ['{{printf "%s" .Spec.Data}}', 'hi'],
  ['{{json .Spec.Data}}', '"aGk="'],
])('a time and octets, too: %s', (format, text) => {
  expect(show('swarm.Config', config, format)).toBe(text);
});

test('octets that are not there are nil', () => {
  expect(show('swarm.Config', { Spec: { Name: 'site' } }, '{{.Spec.Data}} {{json .Spec.Data}}')).toBe('[] null');
});
