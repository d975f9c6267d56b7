import { StatusError, UsageError } from '../errors.ts';
import { unsupported } from './driver-limits.ts';

/** Where `--output` sends the result. */
export type BuildOutput =
  | { readonly type: 'image'; readonly names: readonly string[]; readonly push: boolean }
  | { readonly type: 'none' }
  | { readonly type: 'local' | 'tar'; readonly destination: string };

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
export function readOutput(text: string): BuildOutput {
  if (!text.includes('=')) {
    return text === '-' ? { type: 'tar', destination: '-' } : { type: 'local', destination: text };
  }
  const fields = readFields(text);
  const type = fields.get('type') ?? '';
  const destination = fields.get('dest') ?? '';
  const names = (fields.get('name') ?? '').split(',').filter((name) => name !== '');
  switch (type) {
    case '':
      throw new UsageError('type is required for output');
    case 'local':
      if (destination === '') throw new UsageError('dest is required for local exporter');
      return { type, destination };
    case 'tar':
      return { type, destination: destination === '' ? '-' : destination };
    case 'oci':
      throw new UsageError(unsupported('OCI exporter', 'build-exporters'));
    case 'docker':
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
 * All outputs of a build: `--load` and `--push` are among them, and without any it is an image.
 *
 * @param tags of the image: there is nothing to push without one
 */
export function readOutputs(
  texts: readonly string[],
  { push, load, tags }: { readonly push: boolean; readonly load: boolean; readonly tags: readonly string[] },
): readonly BuildOutput[] {
  const given = texts.map(readOutput);
  const image: BuildOutput = { type: 'image', names: [], push };
  const pushed = push ? given.map((output) => (output.type === 'image' ? { ...output, push } : output)) : given;
  const wantsImage = given.length === 0 || ((push || load) && !given.some(({ type }) => type === 'image'));
  const outputs = wantsImage ? [...pushed, image] : pushed;
  for (const output of outputs) {
    if (output.type === 'image' && output.push && tags.length + output.names.length === 0) {
      throw new UsageError('tag is needed when pushing to registry');
    }
  }
  return outputs;
}
