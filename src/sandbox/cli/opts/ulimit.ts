import type { Ulimit } from '../../api/types/container.ts';
import { UsageError } from '../errors.ts';
import { parseInteger } from './number.ts';

const NAMES = new Set(
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' '),
);

/** A value of `--ulimit`: `nofile=1024:2048`, -1 is unlimited. @see docker/go-units ulimit.go */
export function parseUlimit(text: string): Ulimit {
  const equals = text.indexOf('=');
  if (equals < 0) throw new UsageError(`invalid ulimit argument: ${text}`);
  const Name = text.slice(0, equals);
  if (!NAMES.has(Name)) throw new UsageError(`invalid ulimit type: ${Name}`);
  const [soft = '', hard, ...more] = text.slice(equals + 1).split(':');
  if (more.length > 0) {
    throw new UsageError(
      `too many limit value arguments - ${text.slice(equals + 1)}, can only have up to two, \`soft[:hard]\``,
    );
  }
  const Soft = parseInteger(soft);
  const Hard = hard === undefined ? Soft : parseInteger(hard);
  const order = 'ulimit soft limit must be less than or equal to hard limit';
  if (Hard !== -1 && Soft === -1) throw new UsageError(`${order}: soft: -1 (unlimited), hard: ${Hard}`);
  if (Hard !== -1 && Soft > Hard) throw new UsageError(`${order}: ${Soft} > ${Hard}`);
  return { Name, Hard, Soft };
}
