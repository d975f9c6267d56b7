import { readGroups, readUsers } from '../text/accounts.ts';
import type { Call } from '../tool/call.ts';
import type { Tool } from '../tool/tool.ts';
import { parse } from './arguments.ts';
import {
  changeLine,
  EXIT,
  groupNamed,
  joinGroup,
  leaveGroups,
  removeGroup,
  removeTree,
  removeUser,
  userNamed,
} from './files.ts';

const words = (text: string | undefined): string[] => (text ?? '').split(',').filter((word) => word !== '');

/** `NAME: text` on stderr. */
async function fail({ process, name }: Call, code: number, text: string): Promise<number> {
  await process.err(`${name}: ${text}\n`);
  return code;
}

const USERMOD: Readonly<Record<string, string>> = {
  ...{ append: 'a', comment: 'c', home: 'd', gid: 'g', groups: 'G', login: 'l', lock: 'L', 'move-home': 'm' },
  ...{ 'non-unique': 'o', password: 'p', remove: 'r', shell: 's', uid: 'u', unlock: 'U', expiredate: 'e' },
};

async function runUsermod(call: Call): Promise<number> {
  const { process } = call;
  const { values, flags, operands } = parse(call.operands, 'cdefgGlpsu', USERMOD);
  const [name = ''] = operands;
  const user = userNamed(process, name);
  if (user === undefined) return fail(call, EXIT.noUser, `user '${name}' does not exist`);
  const group = values.has('g') ? groupNamed(process, values.get('g') ?? '') : undefined;
  if (values.has('g') && group === undefined)
    return fail(call, EXIT.noGroup, `group '${values.get('g') ?? ''}' does not exist`);
  const others = words(values.get('G'));
  const missing = others.find((text) => groupNamed(process, text) === undefined);
  if (missing !== undefined) return fail(call, EXIT.noGroup, `group '${missing}' does not exist`);
  const uid = Number(values.get('u') ?? user.uid);
  if (uid !== user.uid && !flags.has('o') && readUsers(process).some((other) => other.uid === uid))
    return fail(call, EXIT.idTaken, `UID '${uid}' already exists`);
  const login = values.get('l') ?? name;
  if (login !== name && userNamed(process, login) !== undefined)
    return fail(call, EXIT.nameTaken, `user '${login}' already exists`);
  const shell = values.get('s') ?? user.shell;
  if (values.has('s') && !process.fs.exists(shell))
    await process.err(`usermod: Warning: missing or non-executable shell '${shell}'\n`);
  const home = values.get('d') ?? user.home;
  if (flags.has('m') && home !== user.home && !process.fs.exists(user.home)) {
    await process.err(
      `usermod: The previous home directory (${user.home}) does not exist or is inaccessible. Move cannot be completed.\n`,
    );
  }
  if (flags.has('m') && home !== user.home && process.fs.exists(user.home)) process.fs.rename(user.home, home);
  if (values.has('G')) {
    const names = others.map((text) => groupNamed(process, text)?.name ?? text);
    if (!flags.has('a')) leaveGroups(process, name, names);
    for (const each of names) joinGroup(process, name, each);
  }
  const gecos = values.get('c') ?? user.gecos;
  changeLine(process, '/etc/passwd', name, ([, password = 'x']) => [
    ...[login, password, String(uid), String(group?.gid ?? user.gid), gecos, home, shell],
  ]);
  changeLine(process, '/etc/shadow', name, ([, password = '', ...rest]) => {
    const open = values.get('p') ?? password.replace(/^!(?=.)/, flags.has('U') ? '' : '!');
    return [login, flags.has('L') && !open.startsWith('!') ? `!${open}` : open, ...rest];
  });
  if (uid !== user.uid && process.fs.exists(home)) process.fs.chown(home, { uid });
  if (login !== name) {
    for (const { name: each, members } of readGroups(process)) {
      if (!members.includes(name)) continue;
      const renamed = members.map((member) => (member === name ? login : member)).join(',');
      changeLine(process, '/etc/group', each, (fields) => [...fields.slice(0, 3), renamed]);
    }
  }
  return 0;
}

async function runUserdel(call: Call): Promise<number> {
  const { process } = call;
  const { flags, operands } = parse(call.operands, 'R', { remove: 'r', force: 'f' });
  const [name = ''] = operands;
  const user = userNamed(process, name);
  if (user === undefined) return fail(call, EXIT.noUser, `user '${name}' does not exist`);
  removeUser(process, name);
  const own = groupNamed(process, name);
  const isOthers = readUsers(process).some(({ gid }) => gid === own?.gid);
  if (own !== undefined && own.gid === user.gid && own.members.length === 0 && !isOthers) removeGroup(process, name);
  if (!flags.has('r')) return 0;
  await process.err(`userdel: ${name} mail spool (/var/mail/${name}) not found\n`);
  if (process.fs.exists(user.home)) removeTree(process, user.home);
  return 0;
}

async function runGroupmod(call: Call): Promise<number> {
  const { process } = call;
  const { values, flags, operands } = parse(call.operands, 'gnpU', { gid: 'g', 'new-name': 'n', 'non-unique': 'o' });
  const [name = ''] = operands;
  const group = readGroups(process).find((each) => each.name === name);
  if (group === undefined) return fail(call, EXIT.noGroup, `group '${name}' does not exist`);
  const gid = Number(values.get('g') ?? group.gid);
  const wanted = values.get('n') ?? name;
  if (gid !== group.gid && !flags.has('o') && readGroups(process).some((each) => each.gid === gid))
    return fail(call, EXIT.idTaken, `GID '${gid}' already exists`);
  if (wanted !== name && readGroups(process).some((each) => each.name === wanted))
    return fail(call, EXIT.nameTaken, `group '${wanted}' already exists`);
  changeLine(process, '/etc/group', name, ([, password = 'x', , members = '']) => [
    ...[wanted, password, String(gid), members],
  ]);
  for (const user of readUsers(process)) {
    if (user.gid !== group.gid) continue;
    changeLine(process, '/etc/passwd', user.name, (fields) => [...fields.slice(0, 3), String(gid), ...fields.slice(4)]);
  }
  return 0;
}

async function runGroupdel(call: Call): Promise<number> {
  const { process } = call;
  const { operands } = parse(call.operands, 'R', {});
  const [name = ''] = operands;
  const group = readGroups(process).find((each) => each.name === name);
  if (group === undefined) return fail(call, EXIT.noGroup, `group '${name}' does not exist`);
  const owner = readUsers(process).find(({ gid }) => gid === group.gid);
  if (owner !== undefined) return fail(call, 8, `cannot remove the primary group of user '${owner.name}'`);
  removeGroup(process, name);
  return 0;
}

async function runGpasswd(call: Call): Promise<number> {
  const { process } = call;
  const { values, operands } = parse(call.operands, 'ad', { add: 'a', delete: 'd' });
  const [group = ''] = operands;
  const user = values.get('a') ?? values.get('d');
  if (user === undefined) return fail(call, 1, 'drydock: not simulated: without -a or -d');
  if (userNamed(process, user) === undefined) return fail(call, 3, `user '${user}' does not exist`);
  const found = readGroups(process).find(({ name }) => name === group);
  if (found === undefined) return fail(call, 3, `group '${group}' does not exist in /etc/group`);
  if (values.has('a')) {
    call.print(`Adding user ${user} to group ${group}\n`);
    joinGroup(process, user, group);
    return 0;
  }
  call.print(`Removing user ${user} from group ${group}\n`);
  if (!found.members.includes(user)) return fail(call, 3, `user '${user}' is not a member of '${group}'`);
  const others = readGroups(process).map(({ name }) => name);
  leaveGroups(
    process,
    user,
    others.filter((name) => name !== group),
  );
  return 0;
}

const shadowTool = (name: string, about: string, run: Tool['run']): Tool => ({ name, about, gnu: { raw: true }, run });

export const usermod = shadowTool('usermod', 'Change a user', runUsermod);
export const userdel = shadowTool('userdel', 'Remove a user', runUserdel);
export const groupmod = shadowTool('groupmod', 'Change a group', runGroupmod);
export const groupdel = shadowTool('groupdel', 'Remove a group', runGroupdel);
export const gpasswd = shadowTool('gpasswd', 'Change the members of a group', runGpasswd);
