import { readGroups, readUsers } from '../text/accounts.ts';
import type { Call } from '../tool/call.ts';
import { parse } from './arguments.ts';
import * as files from './files.ts';

/** Ids of `-S`, for the system. @see busybox loginutils/adduser.c */
const SYSTEM_IDS = { first: 100 };
const NO_GROUP = 65_533;

async function fail({ process, name }: Call, text: string): Promise<number> {
  await process.err(`${name}: ${text}\n`);
  return 1;
}

/** `adduser [-DSH] [-h DIR] [-g GECOS] [-s SHELL] [-G GROUP] [-u UID] USER [GROUP]` */
export async function runBusyboxAdduser(call: Call): Promise<number> {
  const { process } = call;
  const { values, flags, operands } = parse(call.operands, 'hgsGuk', {});
  const [name, group] = operands;
  if (name === undefined) return call.misuse();
  if (group !== undefined) return join(call, name, group);
  const system = flags.has('S');
  if (!system && !flags.has('D')) return fail(call, 'drydock: not simulated: passwords (give -D)');
  if (files.userNamed(process, name) !== undefined) return fail(call, `user '${name}' in use`);
  const wanted = values.get('G');
  const given = wanted === undefined ? undefined : readGroups(process).find((each) => each.name === wanted);
  if (wanted !== undefined && given === undefined) return fail(call, `unknown group ${wanted}`);
  const uid = Number(values.get('u') ?? files.freeId(files.uids(process), false, system ? SYSTEM_IDS : {}));
  if (files.uids(process).includes(uid)) return fail(call, `uid '${uid}' in use`);
  const own = given === undefined && !system;
  if (own && files.groupNamed(process, name) !== undefined) return fail(call, `group '${name}' in use`);
  const isFree = !files.gids(process).includes(uid);
  const gid = given?.gid ?? (system ? NO_GROUP : isFree ? uid : files.freeId(files.gids(process), false));
  const user = {
    name,
    uid,
    gid,
    gecos: values.get('g') ?? 'Linux User,,,',
    home: values.get('h') ?? `/home/${name}`,
    shell: values.get('s') ?? (system ? '/sbin/nologin' : '/bin/sh'),
  };
  files.addUser(process, user);
  if (own) files.addGroup(process, name, gid);
  if (given !== undefined) files.joinGroup(process, name, given.name);
  if (!flags.has('H')) files.makeHome(process, user, 0o2755);
  return 0;
}

/** `addgroup [-g GID] [-S] [USER] GROUP` */
export async function runBusyboxAddgroup(call: Call): Promise<number> {
  const { process } = call;
  const { values, flags, operands } = parse(call.operands, 'g', { gid: 'g', system: 'S' });
  const [first, second] = operands;
  if (first === undefined) return call.misuse();
  if (second !== undefined) return join(call, first, second);
  if (readGroups(process).some(({ name }) => name === first)) return fail(call, `group '${first}' in use`);
  const range = flags.has('S') ? SYSTEM_IDS : {};
  const gid = Number(values.get('g') ?? files.freeId(files.gids(process), false, range));
  if (files.gids(process).includes(gid)) return fail(call, `gid '${gid}' in use`);
  files.addGroup(process, first, gid);
  return 0;
}

async function join(call: Call, user: string, group: string): Promise<number> {
  const { process } = call;
  if (!readGroups(process).some(({ name }) => name === group)) return fail(call, `unknown group ${group}`);
  if (files.userNamed(process, user) === undefined) return fail(call, `unknown user ${user}`);
  files.joinGroup(process, user, group);
  return 0;
}

/** `deluser [--remove-home] USER` */
export async function runBusyboxDeluser(call: Call): Promise<number> {
  const { process } = call;
  const { flags, operands } = parse(call.operands, '', {});
  const [name, group] = operands;
  if (name === undefined) return call.misuse();
  if (group !== undefined) return runBusyboxDelgroup(call);
  const user = files.userNamed(process, name);
  if (user === undefined) return fail(call, `unknown user ${name}`);
  if (flags.has('remove-home') && process.fs.exists(user.home)) files.removeTree(process, user.home);
  files.removeUser(process, name);
  const isOthers = readUsers(process).some(({ gid }) => gid === user.gid);
  if (!isOthers && files.groupNamed(process, name)?.gid === user.gid) files.removeGroup(process, name);
  return 0;
}

/** `delgroup [USER] GROUP` */
export async function runBusyboxDelgroup(call: Call): Promise<number> {
  const { process } = call;
  const { operands } = parse(call.operands, '', {});
  const [first, second] = operands;
  if (first === undefined) return call.misuse();
  const wanted = second ?? first;
  const group = readGroups(process).find(({ name }) => name === wanted);
  if (group === undefined) return fail(call, `unknown group ${wanted}`);
  if (second !== undefined) {
    if (files.userNamed(process, first) === undefined) return fail(call, `unknown user ${first}`);
    const members = group.members.filter((member) => member !== first).join(',');
    files.changeLine(process, '/etc/group', wanted, (fields) => [...fields.slice(0, 3), members]);
    return 0;
  }
  const owner = readUsers(process).find(({ gid }) => gid === group.gid);
  if (owner !== undefined) return fail(call, `'${owner.name}' still has '${wanted}' as their primary group!`);
  files.removeGroup(process, wanted);
  return 0;
}
