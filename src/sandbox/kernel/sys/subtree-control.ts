import { type Cgroup, type Controller, CONTROLLERS } from '../cgroup.ts';
import { Errno } from '../errno.ts';

const isController = (name: string): name is Controller => CONTROLLERS.some((known) => known === name);

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
  if (group.parent !== undefined && added.length > 0 && group.inhabited) throw new Errno('EBUSY');
  group.enable(added);
  for (const name of disabled) group.subtree.delete(name);
}
