import { isRecord } from '../is-record.ts';
import {
  containerCommands,
  imageCommand,
  type ImportedContainer,
  networkCommand,
  type ImportedNetwork,
} from './import-commands.ts';
import { fromInspect, fromPs, networkFromInspect } from './import-shapes.ts';
import type { PlaygroundState } from './state.ts';

/** Octets of an import. */
export const LARGEST_IMPORT = 5_000_000;
const MOST_CONTAINERS = 200;

/** Why an import can't be used; `message` is fit to be shown. */
export class ImportError extends Error {}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads what `docker inspect …` (a list) or `docker ps --format json` (an object a line) printed.
 *
 * @returns a state whose start makes containers, networks and volumes of that shape
 * @throws {ImportError}
 */
export function importHost(text: string): PlaygroundState {
  if (text.length > LARGEST_IMPORT) throw new ImportError('That is more than 5 MB; at most 5 MB are read.');
  if (text.trim() === '') throw new ImportError('There is nothing to read yet: paste what docker printed.');
  const objects = parse(text);
  const containers: ImportedContainer[] = [];
  const networks = new Map<string, ImportedNetwork>();
  for (const object of objects) {
    const container = fromInspect(object) ?? fromPs(object);
    if (container !== undefined) containers.push(container);
    const network = networkFromInspect(object);
    if (network !== undefined) networks.set(network.name, network);
  }
  if (containers.length === 0 && networks.size === 0) {
    throw new ImportError(
      'This is JSON, but neither containers nor networks as docker inspect or docker ps --format json print them.',
    );
  }
  if (containers.length > MOST_CONTAINERS) {
    throw new ImportError(`${containers.length} containers: at most ${MOST_CONTAINERS} are drawn.`);
  }
  const names = [...containers, ...networks.values()].map(({ name }) => name);
  const strange = names.find((name) => !/^[a-zA-Z0-9][\w.-]*$/.test(name));
  if (strange !== undefined) {
    throw new ImportError(`“${strange.slice(0, 60)}” is no name that Docker gives: this is not its output.`);
  }
  for (const { networks: joined } of containers) {
    for (const { name } of joined)
      if (!networks.has(name)) networks.set(name, { name, driver: 'bridge', subnets: [], internal: false });
  }
  const commands = [
    ...(containers.length === 0 ? [] : [imageCommand(containers)]),
    ...[...networks.values()].flatMap(networkCommand),
    ...containers.flatMap((container, index) => containerCommands(container, containers.slice(0, index))),
  ];
  const count = containers.length;
  return {
    title: `Imported: ${count} ${count === 1 ? 'container' : 'containers'}`,
    start: { images: ['busybox'], files: {}, script: `${commands.join('\n')}\ntrue\n` },
    steps: [],
  };
}

/** A list, one object, or objects line by line. */
function parse(text: string): readonly Json[] {
  const whole = tryParse(text);
  if (Array.isArray(whole)) return whole.flatMap((one: unknown) => (isRecord(one) ? [one] : []));
  if (isRecord(whole)) return [whole];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const value = tryParse(line);
    if (isRecord(value)) return value;
    throw new ImportError(
      index === 0
        ? 'This is no JSON. Of docker ps the output of docker ps -a --format json is wanted, not the table.'
        : `Line ${index + 1} is no JSON object: was the output copied whole?`,
    );
  });
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
