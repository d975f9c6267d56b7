import { decode, encode } from '../../kernel/bytes.ts';
import type { Process } from '../../kernel/process.ts';
import { type Group, readGroups, readUsers } from '../text/accounts.ts';
import type { Call } from '../tool/call.ts';
import type { Tool } from '../tool/tool.ts';

/** Codes of shadow-utils. @see useradd(8), groupadd(8) */
const EXIT = { usage: 2, noGroup: 6, nameTaken: 9, idTaken: 4 } as const;
/** Days since 1970 are all that /etc/shadow keeps of a time. */
const DAY_MS = 86_400_000;

interface NewUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: string;
  readonly home: string;
  readonly shell: string;
}

function append(process: Process, path: string, line: string): void {
  const text = process.fs.exists(path) ? decode(process.fs.readFile(path)) : '';
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  process.fs.writeFile(path, encode(`${whole}${line}\n`));
}

function addUser(process: Process, { name, uid, gid, gecos, home, shell }: NewUser): void {
  append(process, '/etc/passwd', `${name}:x:${uid}:${gid}:${gecos}:${home}:${shell}`);
  const days = Math.floor(process.kernel.clock.now() / DAY_MS);
  if (process.fs.exists('/etc/shadow')) append(process, '/etc/shadow', `${name}:!:${days}:0:99999:7:::`);
}

const addGroup = (process: Process, name: string, gid: number): void =>
  append(process, '/etc/group', `${name}:x:${gid}:`);

function joinGroup(process: Process, user: string, group: string): void {
  const lines = decode(process.fs.readFile('/etc/group')).split('\n');
  const changed = lines.map((line) => {
    if (!line.startsWith(`${group}:`)) return line;
    const members = line.split(':')[3] ?? '';
    if (members.split(',').includes(user)) return line;
    return `${line}${members === '' ? '' : ','}${user}`;
  });
  process.fs.writeFile('/etc/group', encode(changed.join('\n')));
}

function makeHome(process: Process, { home, uid, gid }: NewUser): void {
  if (process.fs.exists(home)) return;
  process.fs.mkdir(home, { recursive: true, mode: 0o755 });
  process.fs.chown(home, { uid, gid });
}

/** The next free id: from 1000 upwards, or for the system downwards. */
function freeId(taken: readonly number[], system: boolean, { first = 1000, last = 999 } = {}): number {
  let id = system ? last : first;
  if (!system) for (const other of taken) if (other >= id && other < 60_000) id = other + 1;
  while (taken.includes(id)) id += system ? -1 : 1;
  return id;
}

const uids = (process: Process): number[] => readUsers(process).map(({ uid }) => uid);
const gids = (process: Process): number[] => readGroups(process).map(({ gid }) => gid);
const groupNamed = (process: Process, text: string): Group | undefined =>
  readGroups(process).find(({ name, gid }) => name === text || String(gid) === text);

/** Short and long options with one value, and those without. */
interface Parsed {
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** @param long names of long options, each with the letter that means the same */
function parse(args: readonly string[], withValue: string, long: Readonly<Record<string, string>>): Parsed {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg.startsWith('--')) {
      const [word = '', given] = arg.slice(2).split(/=(.*)/s);
      const letter = long[word] ?? word;
      if (withValue.includes(letter)) values.set(letter, given ?? args[++at] ?? '');
      else flags.add(letter);
    } else if (arg.startsWith('-') && arg.length > 1) {
      for (let index = 1; index < arg.length; index++) {
        const letter = arg[index] ?? '';
        if (!withValue.includes(letter)) flags.add(letter);
        else {
          values.set(letter, arg.slice(index + 1) || (args[++at] ?? ''));
          break;
        }
      }
    } else operands.push(arg);
  }
  return { values, flags, operands };
}

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
  const user: NewUser = {
    name,
    uid,
    gid,
    gecos: values.get('c') ?? '',
    home: values.get('d') ?? `/home/${name}`,
    shell: values.get('s') ?? '/bin/sh',
  };
  if (own) addGroup(process, name, gid);
  addUser(process, user);
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
