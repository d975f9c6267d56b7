import { expect, test } from 'vitest';
import type { TreeMap } from '../tree.ts';
import { COMPOSE_SPEC } from './compose-spec.ts';
import { validate } from './validate.ts';

const web = (service: TreeMap) => validate(COMPOSE_SPEC, { services: { web: { image: 'a', ...service } } });

test('what is allowed', () => {
  expect(web({ ports: ['80:80', 81, { target: 82 }], command: ['x'], 'x-own': { any: 1 } })).toBeUndefined();
});

// The texts are those of docker compose 2.40.3.
test.each<[TreeMap, string]>([
  [{ foo: 1, bar: 2 }, "services.web additional properties 'foo', 'bar' not allowed"],
  [{ image: ['a'] }, 'services.web.image must be a string'],
  [{ ports: '80' }, 'services.web.ports must be a array'],
  [{ ports: [true] }, 'services.web.ports.0 must be a number'],
  [{ environment: { A: [1] } }, 'services.web.environment.A must be a boolean, null, number or string'],
  [{ command: 5 }, 'services.web.command must be a null'],
  [{ depends_on: ['db', 'db'] }, 'services.web.depends_on items at 0 and 1 are equal'],
  [{ depends_on: { db: {} } }, "services.web.depends_on.db missing property 'condition'"],
  [
    { depends_on: { db: { condition: 'up' } } },
    "services.web.depends_on.db.condition value must be one of 'service_started', 'service_healthy', 'service_completed_successfully'",
  ],
  [{ container_name: 'x' }, "services.web.container_name 'x' does not match pattern '[a-zA-Z0-9][a-zA-Z0-9_.-]+'"],
])('%j', (service, problem) => expect(web(service)?.text).toBe(problem));

test('the path leads to the unknown key itself', () => {
  expect(web({ prot: [] })?.path).toEqual(['services', 'web', 'prot']);
  expect(web({ ports: [true] })?.path).toEqual(['services', 'web', 'ports', '0']);
});

test('unknown keys and names', () => {
  expect(validate(COMPOSE_SPEC, { servces: {} })?.text).toBe(" additional properties 'servces' not allowed");
  expect(validate(COMPOSE_SPEC, { services: { 'w b': {} } })?.text).toBe(
    "services additional properties 'w b' not allowed",
  );
});
