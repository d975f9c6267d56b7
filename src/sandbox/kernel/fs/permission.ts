import type { Stat } from './file-system.ts';

/** Who asks. Capabilities as `CAP_CHOWN`. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  /** Supplementary groups. */
  readonly groups: readonly number[];
  readonly capabilities: ReadonlySet<string>;
  /** Whether capabilities count for a file: those of a user namespace don't for owners who aren't mapped in it. */
  readonly reaches?: (stat: Stat) => boolean;
  /** How owners look from a user namespace, and whom its numbers mean; undefined where nobody. */
  readonly ids?: IdTranslation;
}

export interface IdTranslation {
  seen(stat: Stat): Stat;
  meantUser(uid: number): number | undefined;
  meantGroup(gid: number): number | undefined;
}

const capable = (who: Credentials, capability: string, stat: Stat): boolean =>
  who.capabilities.has(capability) && (who.reaches?.(stat) ?? true);

/** Any of the letters r, w, x. */
export type Access = string;

const BITS: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1 };

const isMember = ({ gid, groups }: Credentials, group: number): boolean => gid === group || groups.includes(group);

/** Whether the mode, or a capability, allows all of it. */
export function mayAccess(stat: Stat, access: Access, who: Credentials): boolean {
  const wanted = [...access].reduce((bits, letter) => bits | (BITS[letter] ?? 0), 0);
  const shift = who.uid === stat.uid ? 6 : isMember(who, stat.gid) ? 3 : 0;
  if (((stat.mode >> shift) & wanted) === wanted) return true;
  const directory = stat.type === 'directory';
  if (capable(who, 'CAP_DAC_OVERRIDE', stat)) return directory || (wanted & 1) === 0 || (stat.mode & 0o111) !== 0;
  return capable(who, 'CAP_DAC_READ_SEARCH', stat) && (directory ? (wanted & 2) === 0 : wanted === 4);
}

export const owns = (stat: Stat, who: Credentials): boolean => who.uid === stat.uid || capable(who, 'CAP_FOWNER', stat);

/** Whether a sticky directory lets one remove or rename a file in it. */
export const mayUnlink = (directory: Stat, file: Stat, who: Credentials): boolean =>
  (directory.mode & 0o1000) === 0 || who.uid === directory.uid || owns(file, who);

/** @param to new owner or group; undefined leaves it */
export function mayChown(stat: Stat, to: { uid?: number; gid?: number }, who: Credentials): boolean {
  if (capable(who, 'CAP_CHOWN', stat)) return true;
  const keepsOwner = to.uid === undefined || to.uid === stat.uid;
  return keepsOwner && who.uid === stat.uid && (to.gid === undefined || to.gid === stat.gid || isMember(who, to.gid));
}
