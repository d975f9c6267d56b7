import type { MountSpec, MountType } from '../../api/types/volume.ts';
import { UsageError } from '../errors.ts';
import { parseMemory } from './memory.ts';
import { parseBool } from './number.ts';
import { splitCsv } from './parse.ts';

type Draft = { -readonly [Key in keyof MountSpec]?: MountSpec[Key] };

function flag(key: string, value: string): boolean {
  try {
    return parseBool(value);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`invalid value for ${key}: ${value}`);
  }
}

function pair(value: string): Record<string, string> {
  const equals = value.indexOf('=');
  return equals < 0 ? { [value]: '' } : { [value.slice(0, equals)]: value.slice(equals + 1) };
}

function apply(mount: Draft, key: string, value: string, field: string): void {
  const bind = (option: MountSpec['BindOptions']) => (mount.BindOptions = { ...mount.BindOptions, ...option });
  const volume = (option: MountSpec['VolumeOptions']) => (mount.VolumeOptions = { ...mount.VolumeOptions, ...option });
  switch (key) {
    case 'type':
      mount.Type = value.toLowerCase() as MountType;
      break;
    case 'source':
    case 'src':
      mount.Source = value;
      break;
    case 'target':
    case 'dst':
    case 'destination':
      mount.Target = value;
      break;
    case 'readonly':
    case 'ro':
      mount.ReadOnly = flag(key, value);
      break;
    case 'consistency':
      mount.Consistency = value.toLowerCase();
      break;
    case 'bind-propagation':
      bind({ Propagation: value.toLowerCase() });
      break;
    case 'bind-nonrecursive':
      bind({ NonRecursive: flag(key, value) });
      break;
    case 'bind-recursive':
      bindRecursive(value, bind);
      break;
    case 'volume-subpath':
      volume({ Subpath: value });
      break;
    case 'volume-nocopy':
      volume({ NoCopy: flag(key, value) });
      break;
    case 'volume-label':
      volume({ Labels: { ...mount.VolumeOptions?.Labels, ...pair(value) } });
      break;
    case 'volume-driver':
      volume({ DriverConfig: { ...mount.VolumeOptions?.DriverConfig, Name: value } });
      break;
    case 'volume-opt': {
      const driver = mount.VolumeOptions?.DriverConfig;
      volume({ DriverConfig: { ...driver, Options: { ...driver?.Options, ...pair(value) } } });
      break;
    }
    case 'image-subpath':
      mount.ImageOptions = { Subpath: value };
      break;
    case 'tmpfs-size':
      mount.TmpfsOptions = { ...mount.TmpfsOptions, SizeBytes: size(key, value) };
      break;
    case 'tmpfs-mode':
      if (!/^[0-7]+$/.test(value)) throw new UsageError(`invalid value for ${key}: ${value}`);
      mount.TmpfsOptions = { ...mount.TmpfsOptions, Mode: Number.parseInt(value, 8) };
      break;
    default:
      throw new UsageError(`unexpected key '${key}' in '${field}'`);
  }
}

function bindRecursive(value: string, bind: (option: MountSpec['BindOptions']) => unknown): void {
  if (value === 'enabled') return;
  if (value === 'disabled') bind({ NonRecursive: true });
  else if (value === 'writable') bind({ ReadOnlyNonRecursive: true });
  else if (value === 'readonly') bind({ ReadOnlyForceRecursive: true });
  else {
    throw new UsageError(
      `invalid value for bind-recursive: ${value} (must be "enabled", "disabled", "writable", or "readonly")`,
    );
  }
}

/** Read-only mounts below the source want a read-only mount. */
function checkRecursive({ ReadOnly, BindOptions }: Draft): void {
  const { ReadOnlyNonRecursive, ReadOnlyForceRecursive, Propagation } = BindOptions ?? {};
  const need = (value: string, what: string) => {
    throw new UsageError(`option 'bind-recursive=${value}' requires '${what}' to be specified in conjunction`);
  };
  if (ReadOnlyNonRecursive === true && ReadOnly !== true) need('writable', 'readonly');
  if (ReadOnlyForceRecursive !== true) return;
  if (ReadOnly !== true) need('readonly', 'readonly');
  if (Propagation !== 'rprivate') need('readonly', 'bind-propagation=rprivate');
}

function size(key: string, value: string): number {
  try {
    return parseMemory(value);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`invalid value for ${key}: ${value}`);
  }
}

const ALONE = new Set(['readonly', 'ro', 'volume-nocopy', 'bind-nonrecursive']);

/** A value of `--mount`: `type=bind,source=/a,target=/b,readonly`. A relative source stays as it is. */
export function parseMount(text: string): MountSpec {
  if (text === '') throw new UsageError('EOF');
  const mount: Draft = { Type: 'volume' };
  for (const field of splitCsv(text)) {
    const equals = field.indexOf('=');
    const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
    if (equals < 0 && !ALONE.has(key)) throw new UsageError(`invalid field '${field}' must be a key=value pair`);
    apply(mount, key, equals < 0 ? 'true' : field.slice(equals + 1), field);
  }
  const { Type: type, Target } = mount;
  if (type === undefined) throw new UsageError('type is required');
  if (Target === undefined || Target === '') throw new UsageError('target is required');
  const mixed = (name: string) => new UsageError(`cannot mix '${name}-*' options with mount type '${type}'`);
  if (mount.VolumeOptions !== undefined && type !== 'volume') throw mixed('volume');
  if (mount.ImageOptions !== undefined && type !== 'image') throw mixed('image');
  if (mount.BindOptions !== undefined && type !== 'bind') throw mixed('bind');
  if (mount.TmpfsOptions !== undefined && type !== 'tmpfs') throw mixed('tmpfs');
  checkRecursive(mount);
  const { VolumeOptions } = mount;
  if (VolumeOptions !== undefined) {
    const { DriverConfig = {}, ...rest } = VolumeOptions;
    mount.VolumeOptions = { ...rest, DriverConfig };
  }
  return { ...mount, Type: type, Target };
}
