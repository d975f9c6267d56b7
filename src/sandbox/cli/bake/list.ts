import { StatusError } from '../errors.ts';
import type { Definition } from './definition.ts';
import { goJson } from './go-json.ts';

/** What `--list` shows: `targets`, `type=variables,format=json`. */
export function listed({ targets, groups, variables }: Definition, what: string): string {
  const [type, format] = read(what);
  if (type === 'variables') {
    const rows = variables.map(
      ({ name, value, description }) => `${name}\t\t\t${value === null ? '<null>' : String(value)}\t${description}\n`,
    );
    return `VARIABLE\tTYPE\tVALUE\tDESCRIPTION\n${rows.join('')}`;
  }
  const all = [
    ...[...targets].map(([name, target]) => ({ name, description: String(target['description'] ?? ''), group: false })),
    ...[...groups].map(([name, group]) => ({
      name,
      description: group.description || [...group.targets].sort().join(', '),
      group: true,
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (format !== 'json')
    return `TARGET\tDESCRIPTION\n${all.map(({ name, description }) => `${name}\t${description}\n`).join('')}`;
  const shown = all.map(({ name, description, group }) => ({
    name,
    ...(description !== '' && { description }),
    ...(group && { group }),
  }));
  return `${goJson(shown)}\n`;
}

/** @throws {StatusError} `ERROR: invalid value variables` */
function read(what: string): readonly [type: string, format: string] {
  if (what === 'targets' || what === 'variables') return [what, 'table'];
  let [type, format] = ['', 'table'];
  for (const field of what.split(',')) {
    const [key, value] = field.split('=');
    if (value === undefined) throw new StatusError(1, `ERROR: invalid value ${field}`);
    if (key === 'type') type = value;
    if (key === 'format') format = value;
  }
  if (type === 'targets' || type === 'variables') return [type, format];
  throw new StatusError(1, `ERROR: invalid list type ${JSON.stringify(type)}`);
}
