import { UsageError } from '../errors.ts';

/** Where `--output` sends the result. */
export type BuildOutput =
  | { readonly type: 'image' }
  | { readonly type: 'none' }
  | { readonly type: 'local' | 'tar'; readonly destination: string };

/** `type=local,dest=out`, `out`, `-`. @see buildx util/buildflags/export.go */
export function readOutput(text: string): BuildOutput {
  if (!text.includes('=')) {
    return text === '-' ? { type: 'tar', destination: '-' } : { type: 'local', destination: text };
  }
  const fields = new Map(
    text.split(',').map((field): [string, string] => {
      const at = field.indexOf('=');
      if (at < 0) throw new UsageError(`invalid value ${field}`);
      return [field.slice(0, at).toLowerCase(), field.slice(at + 1)];
    }),
  );
  const type = fields.get('type') ?? '';
  const destination = fields.get('dest') ?? '';
  if (type === '') throw new UsageError('type is required for output');
  switch (type) {
    case 'local':
    case 'tar':
      if (type === 'local' && destination === '') throw new UsageError('dest is required for local output');
      return { type, destination: destination === '' ? '-' : destination };
    case 'docker':
    case 'image':
    case 'moby':
      if (destination !== '') throw new UsageError(`drydock: not simulated: docker build --output ${text}`);
      return { type: 'image' };
    case 'cacheonly':
      return { type: 'none' };
    default:
      throw new UsageError(`drydock: not simulated: docker build --output type=${type}`);
  }
}
