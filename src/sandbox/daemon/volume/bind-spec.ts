import { ApiError } from '../../api/errors.ts';
import { cleanPath } from '../container/config.ts';

/** One mount of a container as it was asked for. */
export interface MountRequest {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'image';
  /** Path on the host, or name of a volume or an image; '' is a new volume. */
  readonly source: string;
  readonly destination: string;
  readonly mode: string;
  readonly writable: boolean;
  readonly propagation: string;
  readonly noCopy: boolean;
  readonly tmpfs?: { readonly size: number | undefined; readonly mode: number | undefined };
  readonly labels?: Readonly<Record<string, string>>;
  readonly driverOptions?: Readonly<Record<string, string>>;
  /** Of a volume that is to be made. */
  readonly driver?: string;
  readonly subpath?: string;
}

export const PROPAGATIONS = ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'];
const MODES = [...PROPAGATIONS, 'ro', 'rw', 'z', 'Z', 'nocopy', 'consistent', 'cached', 'delegated'];

/** Reads `source:/target[:mode]`. @see moby volume/mounts/linux_parser.go ParseMountRaw */
export function parseBind(text: string): MountRequest {
  const parts = text.split(':');
  const invalid = (why: string) => new ApiError('invalid_parameter', why);
  const [source = '', target = '', mode = ''] = parts.length === 1 ? ['', parts[0]] : parts;
  if (parts.length > 3 || target === '') throw invalid(`invalid volume specification: '${text}'`);
  const words = mode === '' ? [] : mode.split(',');
  const isBind = source.startsWith('/');
  if (words.some((word) => !MODES.includes(word)) || (words.includes('ro') && words.includes('rw'))) {
    throw invalid(`invalid mode: ${mode}`);
  }
  const type = isBind ? 'bind' : 'volume';
  checkTarget(target, type, `invalid volume specification: '${text}': `);
  const propagation = words.find((word) => PROPAGATIONS.includes(word));
  const foreign = isBind ? words.includes('nocopy') && 'VolumeOptions' : propagation !== undefined && 'BindOptions';
  if (foreign !== false) {
    throw invalid(
      `invalid volume specification: '${text}': invalid mount config for type "${type}": field ${foreign} must not be specified`,
    );
  }
  return {
    type,
    source: isBind ? cleanPath(source) : source,
    destination: cleanPath(target),
    mode: source === '' ? '' : isBind || mode !== '' ? mode : 'z',
    writable: !words.includes('ro'),
    propagation: isBind ? (propagation ?? 'rprivate') : '',
    noCopy: words.includes('nocopy'),
  };
}

/** @throws {ApiError} `invalid mount config for type "bind": invalid mount path: 'x' mount path must be absolute` */
export function checkTarget(target: string, type: string, prefix = ''): void {
  const start = `${prefix}invalid mount config for type "${type}": `;
  if (!target.startsWith('/')) {
    throw new ApiError('invalid_parameter', `${start}invalid mount path: '${target}' mount path must be absolute`);
  }
  if (cleanPath(target) === '/') {
    throw new ApiError('invalid_parameter', `${start}invalid specification: destination can't be '/'`);
  }
}
