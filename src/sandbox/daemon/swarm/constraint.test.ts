import { expect, test } from 'vitest';
import { ApiError } from '../../api/errors.ts';
import { parseConstraint, satisfies } from './constraint.ts';
import type { NodeRecord } from './state.ts';

const node: NodeRecord = {
  id: 'n1',
  created: 0,
  updated: 0,
  version: 1,
  spec: { Labels: { disk: 'ssd' }, Role: 'manager', Availability: 'active' },
  hostname: 'dock',
  address: '10.0.2.15',
  managerAddress: '10.0.2.15:2377',
  status: { State: 'ready' },
  silentSince: 0,
};

test.each([
  ['node.role==manager', true],
  ['node.role == worker', false],
  ['node.role!=worker', true],
  ['node.hostname==DOCK', true],
  ['node.labels.disk==ssd', true],
  ['node.labels.disk!=ssd', false],
  ['node.labels.rack==a', false],
  ['node.labels.rack!=a', true],
  ['nonsense==x', false],
])('%s: %s', (text, fits) => {
  expect(satisfies(node, [text])).toBe(fits);
});

test.each(['foo', 'node.role=manager', ''])('%s is no constraint', (text) => {
  expect(() => parseConstraint(text)).toThrow(ApiError);
});
