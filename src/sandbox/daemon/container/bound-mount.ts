import { ApiError } from '../../api/errors.ts';
import type { MountPoint, MountSpec } from '../../api/types/volume.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import { OciError } from '../../runtime/error.ts';
import type { ContainerMount } from '../../runtime/spec.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import type { ContainerRecord } from '../state.ts';
import { resolveSubpath } from '../volume/subpath.ts';
import { cleanPath } from './config.ts';
import { liveOf } from './find.ts';
import type { MountedImage } from './live.ts';
import { viewOf } from './own-view.ts';

/** Of files that are there while the container does not run, too. */
export type StoredMount = ContainerMount & { readonly fs: FileSystem };

export const isStored = (mount: ContainerMount): mount is StoredMount => typeof mount.fs !== 'function';

/** What `--mount` said of a mount; undefined for those of `-v` and of images. */
export const mountSpecOf = ({ hostConfig }: ContainerRecord, { Destination }: MountPoint): MountSpec | undefined =>
  hostConfig.Mounts?.find(({ Target }) => cleanPath(Target) === Destination);

/** Which part of a volume or an image was asked for. */
const subpathOf = (record: ContainerRecord, mount: MountPoint): string | undefined => {
  const spec = mountSpecOf(record, mount);
  return spec?.VolumeOptions?.Subpath || spec?.ImageOptions?.Subpath || undefined;
};

/** An image's files, which nobody can write to. */
function imageMount(
  daemon: Daemon,
  { Source, Destination }: MountPoint,
  { files }: MountedImage,
  subpath: string | undefined,
): StoredMount {
  const fs = overlayTree(daemon, files);
  const root = subpath === undefined ? [] : resolveSubpath(viewOf(fs), '/', subpath, Source).path;
  const layers = Source.replace(/merged$/, '');
  return {
    destination: Destination,
    fs,
    root,
    source: 'overlay',
    options: { relatime: true, ro: true },
    fsOptions: [`lowerdir=${layers}lower`, `upperdir=${layers}diff`, `workdir=${layers}work`],
  };
}

/** The container that asked for the image, and lent it by `--volumes-from`, is gone, and so are the files. */
function lostImage({ Source, Destination }: MountPoint): ContainerMount {
  const fs = () => {
    throw new OciError('not_found', `failed to fulfil mount request: open ${Source}: no such file or directory`);
  };
  return { destination: Destination, fs, source: 'overlay', options: {} };
}

/** A volume, a part of the host or an image. @throws {ApiError} there is no such place */
export function boundMount(daemon: Daemon, mount: MountPoint, record: ContainerRecord): ContainerMount {
  const { fs } = daemon.process;
  const subpath = subpathOf(record, mount);
  if (mount.Type === 'image') {
    const image = liveOf(daemon, record).mountedImages.get(mount.Destination);
    const isThere = image !== undefined && daemon.state.containers.has(image.owner);
    return isThere ? imageMount(daemon, mount, image, subpath) : lostImage(mount);
  }
  if (!fs.exists(mount.Source)) {
    const made = mount.Type === 'bind' && madeByEngine(record, mount);
    if (!made) {
      throw new ApiError(
        'invalid_parameter',
        `invalid mount config for type "bind": bind source path does not exist: ${mount.Source}`,
      );
    }
    fs.mkdir(mount.Source, { recursive: true, mode: 0o755 });
  }
  const from = subpath === undefined ? fs.resolve(mount.Source) : resolveSubpath(fs, mount.Source, subpath);
  return {
    destination: mount.Destination,
    fs: from.fs,
    root: from.path,
    source: from.mount.source,
    options: { ...from.mount.options, relatime: true, ...(mount.RW ? {} : { ro: true }) },
    fsOptions: from.mount.fsOptions,
    hostPath: subpath === undefined ? mount.Source : `${mount.Source}/${subpath}`,
  };
}

/** `-v` makes a missing directory of the host, `--mount` does not. */
function madeByEngine(record: ContainerRecord, mount: MountPoint): boolean {
  const spec = mountSpecOf(record, mount);
  return spec === undefined || spec.BindOptions?.CreateMountpoint === true;
}
