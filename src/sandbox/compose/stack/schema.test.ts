import { expect, test } from 'vitest';
import { parseYaml } from '../model/yaml.ts';
import { checkStackFile } from './schema.ts';

const refusal = (text: string): string | undefined => {
  try {
    checkStackFile(parseYaml(text, 'compose.yaml')[0]?.tree);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

test('what Compose knows since version 3 is refused by stacks', () => {
  expect(refusal('{name: a, services: {web: {image: nginx}}}')).toBe('(root) Additional property name is not allowed');
  expect(refusal('services: {web: {image: nginx, scale: 2, profiles: [a]}}')).toBe(
    'services.web Additional property profiles is not allowed',
  );
  expect(refusal('services: {web: {image: nginx, depends_on: {b: {condition: service_healthy}}}}')).toBe(
    'services.web.depends_on must be a list',
  );
});

test('what version 2 knew is forbidden', () => {
  expect(refusal('services: {web: {image: nginx, profiles: [a], mem_limit: 1m}}')).toBe(
    'Configuration contains forbidden properties',
  );
  expect(refusal('{version: "2.4", services: {}}')).toBe('unsupported Compose file version: 2.4');
  expect(refusal('{version: "3.14", services: {}}')).toBe('unsupported Compose file version: 3.14');
});

test('the rest is read', () => {
  expect(refusal('{version: "3.8", x-a: 1, services: {web: {image: nginx, depends_on: [b], restart: always}}}')).toBe(
    undefined,
  );
});
