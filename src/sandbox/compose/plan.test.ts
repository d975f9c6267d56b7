import { expect, test } from 'vitest';
import { serviceHash } from './model/hash.ts';
import type { Service } from './model/service.ts';
import type { Observed } from './observe.ts';
import type { PlanOptions } from './plan.ts';
import { inDependencyOrder, inReverseOrder, plan } from './plan.ts';

const web: Service = { name: 'web', image: 'a', environment: { MODE: 'dev' } };
const USUAL: PlanOptions = { recreate: 'diverged', recreateDependencies: 'diverged', named: [] };

function container(service: Service, number: number, image = 'id'): Observed {
  const name = `p-${service.name}-${number}`;
  return {
    id: name,
    name,
    service: service.name,
    number,
    oneOff: false,
    hash: serviceHash(service),
    image,
  } as Observed;
}

function steps(service: Service, observed: readonly Observed[], options = USUAL, image: string | undefined = 'id') {
  const [one] = plan('p', { [service.name]: service }, observed, new Map([[service.name, image]]), options);
  return one?.steps.map((step) => `${step.kind} ${step.kind === 'create' ? step.name : step.container.name}`);
}

test('nothing there: containers are made, numbered from 1', () => {
  expect(steps({ ...web, scale: 2 }, [])).toEqual(['create p-web-1', 'create p-web-2']);
  expect(steps({ ...web, container_name: 'own' }, [])).toEqual(['create own']);
});

test('the same configuration stays, another one is made again', () => {
  expect(steps(web, [container(web, 1)])).toEqual(['keep p-web-1']);
  expect(steps({ ...web, environment: { MODE: 'prod' } }, [container(web, 1)])).toEqual(['recreate p-web-1']);
});

test('what is no part of a container changes nothing', () => {
  const other: Service = { ...web, scale: 1, depends_on: { db: { condition: 'service_started', required: true } } };
  expect(steps(other, [container(web, 1)])).toEqual(['keep p-web-1']);
});

test('another image makes a container outdated; an image that is away does not', () => {
  expect(steps(web, [container(web, 1)], USUAL, 'other')).toEqual(['recreate p-web-1']);
  expect(steps(web, [container(web, 1)], USUAL, undefined)).toEqual(['keep p-web-1']);
});

test('force and never', () => {
  const changed = { ...web, image: 'b' };
  expect(steps(web, [container(web, 1)], { ...USUAL, recreate: 'force' })).toEqual(['recreate p-web-1']);
  expect(steps(changed, [container(web, 1)], { ...USUAL, recreate: 'never' })).toEqual(['keep p-web-1']);
  const dependency: PlanOptions = { ...USUAL, recreate: 'force', named: ['other'] };
  expect(steps(web, [container(web, 1)], dependency)).toEqual(['keep p-web-1']);
});

test('scaling down removes the highest numbers, scaling up goes on from the highest', () => {
  const three = [1, 2, 3].map((number) => container(web, number));
  expect(steps(web, three)).toEqual(['remove p-web-3', 'remove p-web-2', 'keep p-web-1']);
  expect(steps({ ...web, scale: 2 }, [container(web, 4)])).toEqual(['keep p-web-4', 'create p-web-5']);
});

const needs = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { condition: 'service_started' as const, required: true }]));
const chain = {
  a: { name: 'a', depends_on: needs('b') },
  b: { name: 'b', depends_on: needs('c', 'elsewhere') },
  c: { name: 'c' },
};

test('dependencies first, and last on the way down', async () => {
  const order: string[] = [];
  await inDependencyOrder(chain, async ({ name }) => void order.push(name));
  await inReverseOrder(chain, async (name) => void order.push(name));
  expect(order).toEqual(['c', 'b', 'a', 'a', 'b', 'c']);
});

test('after a failure nothing that depends on it begins', async () => {
  const order: string[] = [];
  const visit = async ({ name }: Service) => {
    order.push(name);
    if (name === 'b') throw new Error('b failed');
  };
  await expect(inDependencyOrder(chain, visit)).rejects.toThrow('b failed');
  expect(order).toEqual(['c', 'b']);
});
