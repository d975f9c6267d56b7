import { readUsers } from '../text/accounts.ts';
import type { Call } from '../tool/call.ts';
import type { Tool } from '../tool/tool.ts';
import { parse } from './arguments.ts';
import type { User } from '../text/accounts.ts';
import { addGroup, addUser, EXIT, freeId, gids, groupNamed, joinGroup, makeHome, uids } from './files.ts';

const USERADD: Readonly<Record<string, string>> = {
  ...{ uid: 'u', gid: 'g', groups: 'G', 'home-dir': 'd', shell: 's', comment: 'c', system: 'r' },
  ...{ 'create-home': 'm', 'no-create-home': 'M', 'no-user-group': 'N', 'user-group': 'U', 'no-log-init': 'l' },
};

async function runUseradd(call: Call): Promise<number> {
  const { process } = call;
  const { values, flags, operands } = parse(call.operands, 'ugGdscpkKefb', USERADD);
  const [name] = operands;
  const fail = async (code: number, text: string) => {
    await process.err(`useradd: ${text}\n`);
    return code;
  };
  if (name === undefined) return fail(EXIT.usage, 'no user name given');
  if (!/^[a-z_][a-z0-9_-]*\$?$/.test(name)) return fail(3, `invalid user name '${name}': use --badname to ignore`);
  if (readUsers(process).some((user) => user.name === name))
    return fail(EXIT.nameTaken, `user '${name}' already exists`);
  const groupText = values.get('g');
  const group = groupText === undefined ? undefined : groupNamed(process, groupText);
  if (groupText !== undefined && group === undefined) return fail(EXIT.noGroup, `group '${groupText}' does not exist`);
  const system = flags.has('r');
  const own = group === undefined && !flags.has('N');
  if (own && groupNamed(process, name) !== undefined) {
    return fail(EXIT.nameTaken, `group ${name} exists - if you want to add this user to that group, use -g.`);
  }
  const others = (values.get('G') ?? '').split(',').filter((text) => text !== '');
  for (const text of others) {
    if (groupNamed(process, text) === undefined) return fail(EXIT.noGroup, `group '${text}' does not exist`);
  }
  const uid = values.has('u') ? Number(values.get('u')) : freeId(uids(process), system);
  if (uids(process).includes(uid) && !flags.has('o')) return fail(EXIT.idTaken, `UID ${uid} is not unique`);
  const gid = group?.gid ?? (own ? (gids(process).includes(uid) ? freeId(gids(process), system) : uid) : 100);
  const user: User = {
    name,
    uid,
    gid,
    gecos: values.get('c') ?? '',
    home: values.get('d') ?? `/home/${name}`,
    shell: values.get('s') ?? '/bin/sh',
  };
  if (own) addGroup(process, name, gid);
  addUser(process, user, system);
  for (const text of others) joinGroup(process, name, groupNamed(process, text)?.name ?? text);
  if (flags.has('m')) makeHome(process, user);
  return 0;
}

async function runGroupadd(call: Call): Promise<number> {
  const { process } = call;
  const { values, flags, operands } = parse(call.operands, 'gKp', { gid: 'g', system: 'r', force: 'f' });
  const [name] = operands;
  if (name === undefined) return EXIT.usage;
  if (groupNamed(process, name) !== undefined) {
    if (flags.has('f')) return 0;
    await process.err(`groupadd: group '${name}' already exists\n`);
    return EXIT.nameTaken;
  }
  const gid = values.has('g') ? Number(values.get('g')) : freeId(gids(process), flags.has('r'));
  if (gids(process).includes(gid)) {
    await process.err(`groupadd: GID '${gid}' already exists\n`);
    return EXIT.idTaken;
  }
  addGroup(process, name, gid);
  return 0;
}

export const useradd: Tool = { name: 'useradd', about: 'Make a user', gnu: { raw: true }, run: runUseradd };
export const groupadd: Tool = { name: 'groupadd', about: 'Make a group', gnu: { raw: true }, run: runGroupadd };
