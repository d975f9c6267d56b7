import { ApiError } from '../../api/errors.ts';
import type { DeviceMapping, HostConfig } from '../../api/types/container.ts';
import type { DeviceRule } from '../../kernel/device-filter.ts';
import type { FileView } from '../../kernel/fs/view.ts';
import type { DeviceNode } from '../../runtime/spec.ts';
import { USUAL_DEVICES } from '../../runtime/usual-devices.ts';
import type { Daemon } from '../daemon.ts';

type Asked = DeviceNode & { readonly access: string };

/** `--device`: one, or all that lie below a directory. @throws {ApiError} there is none */
function devicesAt(files: FileView, mapping: DeviceMapping): Asked[] {
  const { PathOnHost, PathInContainer, CgroupPermissions: access } = mapping;
  const found = [...devicesBelow(files, PathOnHost)].map(({ at, ...node }) => ({
    ...node,
    path: PathInContainer + at.slice(PathOnHost.length),
    access,
  }));
  if (found.length > 0) return found;
  const why = files.exists(PathOnHost) ? 'not a device node' : 'no such file or directory';
  throw new ApiError(
    'internal',
    `error gathering device information while adding custom device "${PathOnHost}": ${why}`,
  );
}

/** Devices at a path or below it, but for terminals, which a container has of its own. @see runc libcontainer/devices */
function* devicesBelow(files: FileView, at: string): Iterable<Omit<DeviceNode, 'path'> & { readonly at: string }> {
  if (!files.exists(at)) return;
  const { type, rdev, mode } = files.stat(at);
  if ((type === 'char' || type === 'block') && rdev !== undefined)
    yield { type, number: rdev, mode: mode & 0o7777, at };
  if (type !== 'directory') return;
  for (const { name } of files.readdir(at)) {
    if (!['pts', 'shm', 'fd', 'mqueue', 'console'].includes(name)) yield* devicesBelow(files, `${at}/${name}`);
  }
}

/** A rule as `--device-cgroup-rule` has it: `c 188:* rmw`. */
function ruleOf(text: string): DeviceRule {
  const [kind = '', numbers = '', access = ''] = text.split(' ');
  const [major, minor] = numbers.split(':').map((word) => (word === '*' ? undefined : Number(word)));
  return { type: kind === 'c' ? 'char' : kind === 'b' ? 'block' : 'all', major, minor, access };
}

/** The device files that a container gets besides those of all, and what its cgroup lets it open. */
export function deviceSpec(
  { process }: Daemon,
  { Devices, DeviceCgroupRules, Privileged }: HostConfig,
): { readonly nodes: readonly DeviceNode[]; readonly rules: readonly DeviceRule[] | undefined } {
  const asked = (Devices ?? []).flatMap((mapping) => devicesAt(process.fs, mapping));
  if (Privileged) return { nodes: asked, rules: undefined };
  const own = [
    ...asked.map(({ type, number, access }): DeviceRule => ({ type, ...number, access })),
    ...(DeviceCgroupRules ?? []).map(ruleOf),
  ];
  return { nodes: asked, rules: own.length === 0 ? USUAL_DEVICES : [...USUAL_DEVICES, ...own] };
}
