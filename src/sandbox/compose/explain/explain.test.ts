import { expect, test } from 'vitest';
import { COMPOSE_SPEC } from '../model/schema/compose-spec.ts';
import { explainCompose } from './explain.ts';
import { WORDS } from './words.ts';

const TEXT = `services:
  web:
    image: nginx
    ports:
      - target: 80
        published: 8080
    environment:
      MODE: prod
    depends_on:
      db:
        condition: service_healthy
  db:
    imgae: redis
volumes:
  data:
x-own: 1
`;

const at = (name: string) => explainCompose(TEXT).keys.find(({ path }) => path.join('.') === name);

test('each key has its words and its place', () => {
  expect(at('services.web.image')).toMatchObject({ position: { line: 3, from: 5, to: 10 }, endLine: 3 });
  expect(at('services.web')?.endLine).toBe(11);
  for (const name of [
    'services',
    'services.web',
    'services.web.ports.0.target',
    'services.web.depends_on.db.condition',
    'volumes.data',
  ]) {
    expect(at(name)?.words, name).toMatch(/\w/);
  }
});

test('names that are free have none, unknown keys are told', () => {
  expect(at('services.web.environment.MODE')).toMatchObject({ words: undefined, isUnknown: false });
  expect(at('services.web.depends_on.db')).toMatchObject({ words: undefined, isUnknown: false });
  expect(at('x-own')).toMatchObject({ words: undefined, isUnknown: false });
  expect(at('services.db.imgae')).toMatchObject({ words: undefined, isUnknown: true });
});

interface Properties {
  readonly properties?: Readonly<Record<string, Properties>>;
}

test('every key that the schema knows has words, and no other', () => {
  const { definitions, properties } = COMPOSE_SPEC as unknown as Properties & {
    definitions: Record<string, Properties>;
  };
  const known = (schema: Properties | undefined) => Object.keys(schema?.properties ?? {}).sort();
  const worded = (place: string) => Object.keys(WORDS[place] ?? {}).sort();
  expect(worded('')).toEqual(Object.keys(properties ?? {}).sort());
  expect(worded('services.*')).toEqual(known(definitions['service']));
  expect(worded('services.*.healthcheck')).toEqual(known(definitions['healthcheck']));
  expect(worded('services.*.deploy')).toEqual(known(definitions['deployment']));
  expect(worded('networks.*')).toEqual(known(definitions['network']));
  expect(worded('volumes.*')).toEqual(known(definitions['volume']));
});

test('what is no YAML has its line', () => {
  expect(explainCompose('services:\n  a: [\n').error?.line).toBe(3);
});
