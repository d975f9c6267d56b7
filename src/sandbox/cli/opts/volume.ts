import { UsageError } from '../errors.ts';

/** A value of `-v`, cut at its colons; without a source it is an anonymous volume. */
export interface VolumeSpec {
  readonly source: string;
  readonly target: string;
  readonly options: string;
}

/** @throws {UsageError} `invalid spec: …` @see compose-go format.ParseVolume */
export function parseVolume(spec: string): VolumeSpec {
  if (spec === '') throw new UsageError('invalid empty volume spec');
  const parts = spec.split(':');
  if (parts.length === 1) return { source: '', target: spec, options: '' };
  if (parts.slice(0, 2).includes('') || parts.slice(2, -1).includes('')) {
    throw new UsageError(`invalid spec: ${spec}: empty section between colons`);
  }
  if (parts.length > 3) throw new UsageError(`invalid spec: ${spec}: too many colons`);
  const [source = '', target = '', options = ''] = parts;
  return { source, target, options };
}
