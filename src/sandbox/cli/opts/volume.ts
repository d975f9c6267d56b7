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
  const parts = splitSpec(spec);
  if (parts.length === 1) return { source: '', target: spec, options: '' };
  if (parts.slice(0, 2).includes('') || parts.slice(2, -1).includes('')) {
    throw new UsageError(`invalid spec: ${spec}: empty section between colons`);
  }
  if (parts.length > 3) throw new UsageError(`invalid spec: ${spec}: too many colons`);
  const [source = '', target = '', options = ''] = parts;
  return { source, target, options };
}

/** Cuts at colons, except at that of a Windows drive: a letter alone before a colon stays with what follows. */
function splitSpec(spec: string): readonly string[] {
  const parts: string[] = [];
  let rest = spec.split(':');
  while (rest.length > 0) {
    const [first = '', second] = rest;
    const isDrive = second !== undefined && /^\p{L}$/u.test(first);
    parts.push(isDrive ? `${first}:${second}` : first);
    rest = rest.slice(isDrive ? 2 : 1);
  }
  return parts;
}
