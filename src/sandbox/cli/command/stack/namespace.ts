import { UsageError } from '../../errors.ts';
import type { Table } from '../../formatter/formatter.ts';

/** The label by which a stack knows what is its own. */
export const NAMESPACE = 'com.docker.stack.namespace';

export const STACK_TABLE: Table = {
  typeName: '*formatter.stackContext',
  headers: { Name: 'NAME', Services: 'SERVICES' },
};

/** @throws {UsageError} `invalid stack name: "": …` */
export function checkStackName(name: string): void {
  if (/^\s*$/.test(name)) throw new UsageError(`invalid stack name: "${name}"`);
}
