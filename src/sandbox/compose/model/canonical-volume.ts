import { UsageError } from '../../cli/errors.ts';
import { parseVolume } from '../../cli/opts/volume.ts';
import { ComposeError } from './error.ts';
import type { Place } from './convert.ts';
import { textMap } from './text-map.ts';
import type { ServiceVolume } from './service.ts';
import type { Tree, TreeMap } from './tree.ts';
import { isMap, scalarText } from './tree.ts';
import { sizeText } from './values.ts';

const isPath = (source: string) => /^(\.|\/|~)/.test(source);

/** A mount, short (`./site:/site:ro`) or long. */
export function canonicalVolume(place: Place, value: Tree): ServiceVolume {
  return isMap(value) ? longVolume(place, value) : shortVolume(place, scalarText(value));
}

function shortVolume(place: Place, text: string): ServiceVolume {
  const { source, target, options } = cutVolume(text);
  const flags = options === '' ? [] : options.split(',');
  const clean = target.replace(/(.)\/+$/, '$1');
  const propagation = flags.find((flag) => /^r?(private|shared|slave)$/.test(flag));
  const selinux = flags.find((flag) => flag === 'z' || flag === 'Z');
  const readOnly = flags.includes('ro') ? { read_only: true } : {};
  if (source === '' || !(isPath(source) || DRIVE.test(source))) {
    return {
      type: 'volume',
      ...(source !== '' && { source }),
      target: clean,
      ...readOnly,
      volume: flags.includes('nocopy') ? { nocopy: true } : {},
    };
  }
  return {
    type: 'bind',
    source: DRIVE.test(source) ? source : place.path(source),
    target: clean,
    ...readOnly,
    bind: {
      ...(selinux !== undefined && { selinux }),
      ...(propagation !== undefined && { propagation }),
      create_host_path: true,
    },
  };
}

/** What begins like a drive of Windows is one path. */
const DRIVE = /^[a-zA-Z]:[/\\]/;

export function cutVolume(text: string) {
  if (DRIVE.test(text)) {
    const [, drive = '', target, options = ''] = /^(..[^:]*)(?::([^:]*))?(?::(.*))?$/.exec(text) ?? [];
    return target === undefined ? { source: '', target: drive, options } : { source: drive, target, options };
  }
  try {
    return parseVolume(text);
  } catch (error) {
    if (error instanceof UsageError) throw new ComposeError(error.message);
    throw error;
  }
}

function longVolume(place: Place, map: TreeMap): ServiceVolume {
  const type = scalarText(map['type'] ?? 'volume') as ServiceVolume['type'];
  const source = map['source'] === undefined ? undefined : scalarText(map['source']);
  const tmpfs = map['tmpfs'];
  const bind = isMap(map['bind']) ? map['bind'] : undefined;
  return {
    type,
    ...(source !== undefined && { source: type === 'bind' ? place.path(source) : source }),
    target: scalarText(map['target']),
    ...(map['read_only'] === true && { read_only: true }),
    ...(map['consistency'] !== undefined && { consistency: scalarText(map['consistency']) }),
    ...(bind !== undefined && { bind: without(bind, 'create_host_path') }),
    ...(isMap(map['volume']) ? { volume: volumeOptions(map['volume']) } : {}),
    ...(isMap(tmpfs) && {
      tmpfs: {
        ...tmpfs,
        ...(tmpfs['size'] !== undefined && { size: sizeText(`${place.where}.volumes`, tmpfs['size'] as string) }),
      },
    }),
    ...(isMap(map['image']) && { image: map['image'] }),
  } as ServiceVolume;
}

const volumeOptions = (options: TreeMap): TreeMap => ({
  ...options,
  ...(options['labels'] !== undefined && { labels: textMap(options['labels']) }),
});

/** `create_host_path: false` is what stands there when it doesn't. */
function without(bind: TreeMap, key: string): TreeMap {
  const { [key]: value, ...rest } = bind;
  return value === true ? bind : rest;
}
