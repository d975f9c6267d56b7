import { readUsers } from '../text/accounts.ts';
import type { Call } from '../tool/call.ts';
import type { Tool } from '../tool/tool.ts';
import { parse } from './arguments.ts';
import { runBusyboxAdduser, runBusyboxAddgroup, runBusyboxDeluser, runBusyboxDelgroup } from './busybox.ts';
import * as files from './files.ts';

const LONG: Readonly<Record<string, string>> = { uid: 'u', gid: 'g', ingroup: 'I', home: 'h', shell: 's', gecos: 'c' };
const SYSTEM_IDS = { first: 100 };

async function fail({ process, name }: Call, text: string): Promise<number> {
  await process.err(`${name}: ${text}\n`);
  return 1;
}

/** One program under four names: three are links to the first. */
function runDebian(call: Call): Promise<number> {
  const name = call.name.split('/').at(-1);
  if (name === 'addgroup') return runAddgroup(call);
  if (name === 'deluser') return runDeluser(call);
  return name === 'delgroup' ? runDelgroup(call) : runAdduser(call);
}

/** Debian's adduser: a conversation about useradd. Its questions are not simulated. */
async function runAdduser(call: Call): Promise<number> {
  const { process } = call;
  const { values, flags, operands } = parse(call.operands, 'ugIhsc', LONG);
  const [name, group] = operands;
  if (name === undefined) return fail(call, 'Only one or two names allowed.');
  if (group !== undefined) return join(call, name, group);
  const system = flags.has('system');
  const known = files.userNamed(process, name);
  if (known !== undefined && !system) return fail(call, `The user \`${name}' already exists.`);
  if (known !== undefined) {
    call.print(`The system user \`${name}' already exists. Exiting.\n`);
    return 0;
  }
  const isQuiet = flags.has('disabled-password') || flags.has('disabled-login');
  if (!system && !(isQuiet && values.has('c'))) {
    return fail(call, "drydock: not simulated: questions (give --disabled-password and --gecos '')");
  }
  return system
    ? addSystemUser(call, name, parse(call.operands, 'ugIhsc', LONG))
    : addUser(call, name, { values, flags });
}

type Given = Pick<ReturnType<typeof parse>, 'values' | 'flags'>;

async function addUser(call: Call, name: string, { values, flags }: Given): Promise<number> {
  const { process } = call;
  const uid = Number(values.get('u') ?? files.freeId(files.uids(process), false));
  const wanted = values.get('I') ?? values.get('g');
  const given = wanted === undefined ? undefined : files.groupNamed(process, wanted);
  if (wanted !== undefined && given === undefined) return fail(call, `The group \`${wanted}' does not exist.`);
  if (files.uids(process).includes(uid)) return fail(call, `The UID ${uid} is already in use.`);
  const isFree = !files.gids(process).includes(uid);
  const gid = given?.gid ?? (isFree ? uid : files.freeId(files.gids(process), false));
  call.print(`Adding user \`${name}' ...\n`);
  if (given === undefined) {
    call.print(`Adding new group \`${name}' (${gid}) ...\n`);
    files.addGroup(process, name, gid);
  }
  call.print(`Adding new user \`${name}' (${uid}) with group \`${given?.name ?? name} (${gid})' ...\n`);
  const home = values.get('h') ?? `/home/${name}`;
  const user = { name, uid, gid, gecos: values.get('c') || ',,,', home, shell: values.get('s') ?? '/bin/bash' };
  files.addUser(process, user);
  if (flags.has('no-create-home')) call.print(`Not creating home directory \`${home}'.\n`);
  else {
    call.print(`Creating home directory \`${home}' ...\nCopying files from \`/etc/skel' ...\n`);
    files.makeHome(process, user, 0o700);
  }
  if (files.groupNamed(process, 'users') === undefined) return 0;
  call.print(`Adding new user \`${name}' to supplemental / extra groups \`users' ...\n`);
  call.print('Adding user `' + name + "' to group `users' ...\n");
  files.joinGroup(process, name, 'users');
  return 0;
}

async function addSystemUser(call: Call, name: string, { values, flags }: Given): Promise<number> {
  const { process } = call;
  const wanted = values.get('I') ?? values.get('g');
  const given = wanted === undefined ? undefined : files.groupNamed(process, wanted);
  if (wanted !== undefined && given === undefined) return fail(call, `The group \`${wanted}' does not exist.`);
  const uid = Number(values.get('u') ?? files.freeId(files.uids(process), false, SYSTEM_IDS));
  call.print(`Adding system user \`${name}' (UID ${uid}) ...\n`);
  const own = flags.has('group') && given === undefined;
  if (own) {
    call.print(`Adding new group \`${name}' (GID ${uid}) ...\n`);
    files.addGroup(process, name, uid);
  }
  const group = own ? files.groupNamed(process, name) : (given ?? files.groupNamed(process, 'nogroup'));
  call.print(`Adding new user \`${name}' (UID ${uid}) with group \`${group?.name ?? 'nogroup'}' ...\n`);
  const home = values.get('h') ?? '/nonexistent';
  const shell = values.get('s') ?? '/usr/sbin/nologin';
  const user = { name, uid, gid: group?.gid ?? 65_534, gecos: values.get('c') ?? '', home, shell };
  files.addUser(process, user);
  if (home === '/nonexistent' || flags.has('no-create-home')) call.print(`Not creating \`${home}'.\n`);
  else {
    call.print(`Creating home directory \`${home}' ...\n`);
    files.makeHome(process, user);
  }
  return 0;
}

async function join(call: Call, user: string, group: string): Promise<number> {
  const { process } = call;
  if (files.userNamed(process, user) === undefined) return fail(call, `The user \`${user}' does not exist.`);
  const found = files.groupNamed(process, group);
  if (found === undefined) return fail(call, `The group \`${group}' does not exist.`);
  if (found.members.includes(user)) {
    call.print(`The user \`${user}' is already a member of \`${group}'.\n`);
    return 0;
  }
  call.print(`Adding user \`${user}' to group \`${group}' ...\n`);
  files.joinGroup(process, user, group);
  call.print('Done.\n');
  return 0;
}

async function runAddgroup(call: Call): Promise<number> {
  const { process } = call;
  const { values, flags, operands } = parse(call.operands, 'g', { gid: 'g' });
  const [name, second] = operands;
  if (name === undefined) return fail(call, 'Only one or two names allowed.');
  if (second !== undefined) return join(call, name, second);
  if (files.groupNamed(process, name) !== undefined) return fail(call, `The group \`${name}' already exists.`);
  const range = flags.has('system') ? SYSTEM_IDS : {};
  const gid = Number(values.get('g') ?? files.freeId(files.gids(process), false, range));
  if (files.gids(process).includes(gid)) return fail(call, `The GID \`${gid}' is already in use.`);
  call.print(`Adding group \`${name}' (GID ${gid}) ...\n`);
  files.addGroup(process, name, gid);
  call.print('Done.\n');
  return 0;
}

async function runDeluser(call: Call): Promise<number> {
  const { process } = call;
  const { flags, operands } = parse(call.operands, 'B', {});
  const [name = '', group] = operands;
  const user = files.userNamed(process, name);
  if (user === undefined) return fail(call, `The user \`${name}' does not exist.`);
  if (group !== undefined) {
    const found = files.groupNamed(process, group);
    if (found === undefined) return fail(call, `The group \`${group}' does not exist.`);
    if (!found.members.includes(name)) return fail(call, `The user \`${name}' is not a member of group \`${group}'.`);
    call.print(`Removing user \`${name}' from group \`${group}' ...\n`);
    const members = found.members.filter((member) => member !== name).join(',');
    files.changeLine(process, '/etc/group', found.name, (fields) => [...fields.slice(0, 3), members]);
    call.print('Done.\n');
    return 0;
  }
  call.print(`Removing user \`${name}' ...\n`);
  if (flags.has('remove-home') && process.fs.exists(user.home)) files.removeTree(process, user.home);
  files.removeUser(process, name);
  const own = files.groupNamed(process, name);
  if (own?.gid === user.gid && !readUsers(process).some(({ gid }) => gid === own.gid)) files.removeGroup(process, name);
  await call.flush();
  await process.err("deluser: `/usr/bin/crontab' not executed. Skipping crontab removal. Package `cron' required.\n");
  call.print('Done.\n');
  return 0;
}

async function runDelgroup(call: Call): Promise<number> {
  const { process } = call;
  const { operands } = parse(call.operands, '', {});
  const [name = ''] = operands;
  const group = files.groupNamed(process, name);
  if (group === undefined) return fail(call, `The group \`${name}' does not exist.`);
  call.print(`Removing group \`${name}' ...\n`);
  const owner = readUsers(process).find(({ gid }) => gid === group.gid);
  if (owner !== undefined) {
    await call.flush();
    await process.err(`groupdel: cannot remove the primary group of user '${owner.name}'\n`);
    return fail(call, `\`/sbin/groupdel ${name}' returned error code 8. Exiting.`);
  }
  files.removeGroup(process, name);
  call.print('Done.\n');
  return 0;
}

const tool = (name: string, about: string, gnu: Tool['run'], busybox: Tool['run']): Tool => ({
  name,
  about,
  gnu: { raw: true },
  busybox: { raw: true },
  run: (call) => (call.gnu ? gnu(call) : busybox(call)),
});

export const adduser = tool('adduser', 'Make a user, or put one into a group', runDebian, runBusyboxAdduser);
export const addgroup = tool('addgroup', 'Make a group, or put a user into one', runDebian, runBusyboxAddgroup);
export const deluser = tool('deluser', 'Remove a user', runDebian, runBusyboxDeluser);
export const delgroup = tool('delgroup', 'Remove a group', runDebian, runBusyboxDelgroup);
