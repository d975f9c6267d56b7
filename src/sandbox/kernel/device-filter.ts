import type { DeviceNumber } from './fs/file-system.ts';

/** What may be done with some devices: the type `all` is both kinds, a number left out is each. */
export interface DeviceRule {
  readonly type: 'char' | 'block' | 'all';
  readonly major?: number | undefined;
  readonly minor?: number | undefined;
  /** Of `r`, `w` and `m`, as one word. */
  readonly access: string;
}

/**
 * Whether a group's processes may open a device.
 *
 * @param rules of the group; without any, all may be opened
 * @param access `r`, `w` or `rw`: allowed only if one rule gives all of it
 * @see runc libcontainer/cgroups/devices, whose program asks rule by rule
 */
export function mayUse(
  rules: readonly DeviceRule[] | undefined,
  type: 'char' | 'block',
  { major, minor }: DeviceNumber,
  access: string,
): boolean {
  if (rules === undefined) return true;
  return rules.some(
    (rule) =>
      (rule.type === 'all' || rule.type === type) &&
      (rule.major === undefined || rule.major === major) &&
      (rule.minor === undefined || rule.minor === minor) &&
      [...access].every((letter) => rule.access.includes(letter)),
  );
}
