import { ApiError } from '../../api/errors.ts';
import type { MountSpec } from '../../api/types/volume.ts';
import { cleanPath } from '../container/config.ts';
import type { Daemon } from '../daemon.ts';
import { checkTarget, type MountRequest, PROPAGATIONS } from './bind-spec.ts';
import { checkSubpath } from './subpath.ts';

/** Checks and reads an element of HostConfig.Mounts (`--mount`). @see moby volume/mounts/linux_parser.go validateMountConfig */
export function parseMountSpec(daemon: Daemon, spec: MountSpec): MountRequest {
  const { Type, Source = '', Target, ReadOnly = false } = spec;
  const refuse = (why: string): never => {
    throw new ApiError('invalid_parameter', `invalid mount config for type "${Type}": ${why}`);
  };
  if (Target === undefined || Target === '') refuse('field Target must not be empty');
  if (Type !== 'bind' && Type !== 'volume' && Type !== 'tmpfs' && Type !== 'image') refuse('mount type unknown');
  checkTarget(Target, Type);
  const common = { destination: cleanPath(Target), writable: !ReadOnly };
  switch (Type) {
    case 'bind': {
      if (Source === '') refuse('field Source must not be empty');
      if (spec.VolumeOptions !== undefined) refuse('field VolumeOptions must not be specified');
      if (spec.TmpfsOptions !== undefined) refuse('field TmpfsOptions must not be specified');
      if (!Source.startsWith('/')) refuse(`invalid mount path: '${Source}' mount path must be absolute`);
      const create = spec.BindOptions?.CreateMountpoint === true;
      if (!create && !daemon.process.fs.exists(Source)) refuse(`bind source path does not exist: ${Source}`);
      const propagation = spec.BindOptions?.Propagation || 'rprivate';
      if (!PROPAGATIONS.includes(propagation)) refuse(`invalid propagation mode: ${propagation}`);
      return {
        ...common,
        type: 'bind',
        source: cleanPath(Source),
        mode: '',
        propagation,
        noCopy: true,
      };
    }
    case 'tmpfs': {
      if (Source !== '') refuse('field Source must not be specified');
      if (spec.BindOptions !== undefined) refuse('field BindOptions must not be specified');
      if (spec.VolumeOptions !== undefined) refuse('field VolumeOptions must not be specified');
      const { SizeBytes, Mode } = spec.TmpfsOptions ?? {};
      return {
        ...common,
        type: 'tmpfs',
        source: '',
        mode: '',
        propagation: '',
        noCopy: true,
        tmpfs: { size: SizeBytes, mode: Mode },
      };
    }
    case 'image': {
      if (Source === '') refuse('field Source must not be empty');
      if (spec.BindOptions !== undefined) refuse('field BindOptions must not be specified');
      if (spec.VolumeOptions !== undefined) refuse('field VolumeOptions must not be specified');
      if (spec.TmpfsOptions !== undefined) refuse('field TmpfsOptions must not be specified');
      checkSubpath(spec.ImageOptions?.Subpath, Type);
      return {
        ...common,
        type: 'image',
        source: Source,
        mode: '',
        writable: false,
        propagation: 'rprivate',
        noCopy: true,
      };
    }
    default: {
      if (spec.BindOptions !== undefined) refuse('field BindOptions must not be specified');
      if (Source === '' && ReadOnly) refuse('must not set ReadOnly mode when using anonymous volumes');
      const { NoCopy = false, Labels, DriverConfig, Subpath } = spec.VolumeOptions ?? {};
      checkSubpath(Subpath, Type);
      return {
        ...common,
        type: 'volume',
        source: Source,
        mode: 'z',
        propagation: '',
        noCopy: NoCopy,
        ...(Labels !== undefined && { labels: Labels }),
        ...(DriverConfig?.Options !== undefined && { driverOptions: DriverConfig.Options }),
        ...(DriverConfig?.Name !== undefined && { driver: DriverConfig.Name }),
        ...(Subpath !== undefined && Subpath !== '' && { subpath: Subpath }),
      };
    }
  }
}
