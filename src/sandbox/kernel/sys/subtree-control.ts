import { type Cgroup, type Controller, CONTROLLERS } from '../cgroup.ts';
import { Errno } from '../errno.ts';

const isController = (name: string): name is Controller => CONTROLLERS.some((known) => known === name);

/** Controllers that can tell threads apart, so that a group's own compete with those of groups below. */
const THREADED: ReadonlySet<Controller> = new Set(['cpuset', 'cpu', 'pids']);

/**
 * Whether processes may live in a group beside groups that are limited by it: the root's may, others only while it hands
 * on nothing but threaded controllers and nobody lives below. @see linux cgroup_can_be_thread_root
 */
export function mayShareWithChildren(group: Cgroup): boolean {
  if (group.parent === undefined) return true;
  for (const child of group.children.values()) if (child.populated) return false;
  for (const name of group.subtree) if (!THREADED.has(name)) return false;
  return true;
}

/**
 * Writing `+memory -pids` to cgroup.subtree_control: all of it or nothing.
 *
 * @throws {Errno} EINVAL: no such controller; ENOENT: the group hasn't got it, or nobody can (perf_event is in all groups); EBUSY: processes live in the group, or a
 *   child hands the controller on @see linux kernel/cgroup/cgroup.c cgroup_subtree_control_write
 */
export function writeSubtreeControl(group: Cgroup, text: string): void {
  const enabled = new Set<Controller>();
  const disabled = new Set<Controller>();
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const name = word.slice(1);
    if (name === 'perf_event' && word.startsWith('+')) throw new Errno('ENOENT');
    if (!/^[+-]/.test(word) || !isController(name)) throw new Errno('EINVAL');
    const [to, from] = word.startsWith('+') ? [enabled, disabled] : [disabled, enabled];
    to.add(name);
    from.delete(name);
  }
  const added = [...enabled].filter((name) => !group.subtree.has(name));
  for (const name of added) if (!group.controllers.has(name)) throw new Errno('ENOENT');
  for (const child of group.children.values()) {
    for (const name of disabled) if (child.subtree.has(name)) throw new Errno('EBUSY');
  }
  const shared =
    mayShareWithChildren(group) && (group.parent === undefined || added.every((name) => THREADED.has(name)));
  if (added.length > 0 && group.inhabited && !shared) throw new Errno('EBUSY');
  group.enable(added);
  for (const name of disabled) group.subtree.delete(name);
}
