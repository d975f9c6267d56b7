import { StatusError, UsageError } from '../errors.ts';
import { unsupported } from './driver-limits.ts';

/** Where `--output` sends the result. */
export type BuildOutput =
  | { readonly type: 'image'; readonly names: readonly string[]; readonly push: boolean }
  /** Into the engine's store, from a builder that has one of its own. */
  | { readonly type: 'docker' }
  | { readonly type: 'none' }
  /** `splits`: a folder for each platform, also for one. */
  | { readonly type: 'local' | 'tar'; readonly destination: string; readonly splits: boolean }
  /** An image as a file. */
  | {
      readonly type: 'archive';
      readonly format: 'oci' | 'docker';
      readonly destination: string;
      readonly names: readonly string[];
    };

/** Fields of `type=local,dest=out`, by their names in lower case. @throws {StatusError} `ERROR: invalid value foo` */
export function readFields(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((field): [string, string] => {
      const at = field.indexOf('=');
      if (at < 0) throw new StatusError(1, `ERROR: invalid value ${field}`);
      return [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)];
    }),
  );
}

/** `type=local,dest=out`, `out`, `-`. @see buildx util/buildflags/export.go */
function readOutput(text: string, hasWorker: boolean): BuildOutput {
  if (text === '-') return { type: 'tar', destination: '-', splits: false };
  // One field that isn't the type is a folder, whatever stands in it.
  if (!text.includes(',') && !text.startsWith('type=')) return { type: 'local', destination: text, splits: false };
  const fields = readFields(text);
  const type = fields.get('type') ?? '';
  const destination = fields.get('dest') ?? '';
  const names = (fields.get('name') ?? '').split(',').filter((name) => name !== '');
  const splits = fields.get('platform-split') === 'true';
  const place = destination === '' ? '-' : destination;
  switch (type) {
    case '':
      throw new UsageError('type is required for output');
    case 'local':
      if (destination === '') throw new UsageError('dest is required for local exporter');
      return { type, destination, splits };
    case 'tar':
      return { type, destination: place, splits };
    case 'oci':
      if (!hasWorker) throw new UsageError(unsupported('OCI exporter', 'build-exporters'));
      return { type: 'archive', format: type, destination: place, names };
    case 'docker':
      if (hasWorker && destination !== '') return { type: 'archive', format: type, destination, names };
      if (hasWorker) return { type };
      if (destination !== '') throw new UsageError(unsupported('Docker exporter', 'build-exporters'));
      return { type: 'image', names, push: false };
    case 'image':
    case 'moby':
      return { type: 'image', names, push: fields.get('push') === 'true' };
    case 'registry':
      return { type: 'image', names, push: true };
    case 'cacheonly':
      return { type: 'none' };
    default:
      throw new UsageError(`failed to solve: exporter ${JSON.stringify(type)} could not be found`);
  }
}

/**
 * All outputs of a build: `--load` and `--push` are among them, and without any it is an image, or nothing at all where
 * a worker has a store of its own.
 *
 * @param tags of the image: there is nothing to push without one
 */
export function readOutputs(
  texts: readonly string[],
  {
    push,
    load,
    tags,
    hasWorker = false,
  }: { readonly push: boolean; readonly load: boolean; readonly tags: readonly string[]; readonly hasWorker?: boolean },
): readonly BuildOutput[] {
  const given = texts.map((text) => readOutput(text, hasWorker));
  const outputs = hasWorker ? workerOutputs(given, push, load) : engineOutputs(given, push, load);
  for (const output of outputs) {
    if (output.type === 'image' && output.push && tags.length + output.names.length === 0) {
      throw new UsageError('tag is needed when pushing to registry');
    }
  }
  return outputs;
}

const pushed = (given: readonly BuildOutput[], push: boolean): readonly BuildOutput[] =>
  push ? given.map((output) => (output.type === 'image' ? { ...output, push } : output)) : given;

function engineOutputs(given: readonly BuildOutput[], push: boolean, load: boolean): readonly BuildOutput[] {
  const wantsImage = given.length === 0 || ((push || load) && !given.some(({ type }) => type === 'image'));
  return wantsImage ? [...pushed(given, push), { type: 'image', names: [], push }] : pushed(given, push);
}

function workerOutputs(given: readonly BuildOutput[], push: boolean, load: boolean): readonly BuildOutput[] {
  const has = (type: BuildOutput['type']) => given.some((output) => output.type === type);
  return [
    ...(load && !has('docker') ? [{ type: 'docker' } as const] : []),
    ...pushed(given, push),
    ...(push && !has('image') ? [{ type: 'image', names: [], push } as const] : []),
  ];
}
