import { decode, encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { executableHead } from '../../kernel/executable-head.ts';
import type { Process, Program } from '../../kernel/process.ts';

interface Listed {
  /** As pip writes it: `Flask`. */
  readonly name: string;
  readonly versions: readonly string[];
  readonly brings: readonly string[];
}

const listed = (name: string, versions: string, brings = ''): Listed => ({
  name,
  versions: versions.split(' '),
  brings: brings === '' ? [] : brings.split(' '),
});

/** What the sandbox's Python can import, and what that brings; the newest of November 2026 first. */
const CATALOGUE: Readonly<Record<string, Listed>> = {
  flask: listed(
    'Flask',
    '3.1.3 3.1.0 3.0.3 3.0.0 2.3.3 2.2.5 2.2.2 2.0.3',
    'markupsafe itsdangerous click blinker werkzeug jinja2',
  ),
  redis: listed('redis', '7.0.1 5.2.1 5.0.1 4.6.0 4.5.5 3.5.3'),
  blinker: listed('blinker', '1.9.0'),
  click: listed('click', '8.5.0'),
  itsdangerous: listed('itsdangerous', '2.2.0'),
  jinja2: listed('Jinja2', '3.1.6'),
  markupsafe: listed('MarkupSafe', '3.0.3'),
  werkzeug: listed('Werkzeug', '3.1.9 3.0.3 2.3.8'),
};

const PIP = '25.3';

/** pip: a catalogue of packages. Texts: pip 23 (recorded on 21 November 2026), lines of downloads from memory. */
export const pip: Program = async (process) => {
  const args = process.argv.slice(1);
  const version = process.env.get('PYTHON_VERSION') ?? '3.11.2';
  const minor = version.split('.').slice(0, 2).join('.');
  const site = `/usr/local/lib/python${minor}/site-packages`;
  const [verb, ...rest] = args.filter(
    (word) =>
      !/^(--no-cache-dir|--disable-pip-version-check|-q|--quiet|--no-input|--root-user-action=ignore)$/.test(word),
  );
  const quiet = args.some((word) => word === '-q' || word === '--quiet');
  switch (verb) {
    case '--version':
    case '-V':
      await process.out(`pip ${PIP} from ${site}/pip (python ${minor})\n`);
      return 0;
    case 'install':
      return install(process, rest, { site, quiet });
    case 'freeze':
      for (const [name, own] of installed(process, site)) await process.out(`${name}==${own}\n`);
      return 0;
    case 'list': {
      const rows = [...installed(process, site), ['pip', PIP] as const];
      const width = Math.max(...rows.map(([name]) => name.length), 'Package'.length);
      const line = (name: string, own: string) => `${name.padEnd(width)} ${own}\n`;
      await process.out(
        line('Package', 'Version') +
          line('-'.repeat(width), '-------') +
          rows.map(([name, own]) => line(name, own)).join(''),
      );
      return 0;
    }
    default:
      if (
        verb === undefined ||
        /^(uninstall|show|download|check|config|search|cache|index|wheel|hash|debug|inspect|help|lock|completion)$/.test(
          verb,
        )
      )
        await process.err(`drydock: not simulated: pip ${verb ?? ''}\n`);
      else await process.err(`ERROR: unknown command "${verb}"\n`);
      return 1;
  }
};

/** Packages by the folders that say of them. */
function installed({ fs }: Process, site: string): [string, string][] {
  if (!fs.exists(site)) return [];
  return fs
    .readdir(site)
    .flatMap(({ name }) => {
      const [, own = '', version = ''] = /^(.+)-([\d.]+)\.dist-info$/.exec(name) ?? [];
      return own === '' ? [] : [[CATALOGUE[own]?.name ?? own, version] satisfies [string, string]];
    })
    .sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

interface Place {
  readonly site: string;
  readonly quiet: boolean;
}

async function install(process: Process, words: readonly string[], { site, quiet }: Place): Promise<number> {
  const wanted: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const file =
      word === '-r' || word === '--requirement' ? words[++index] : word.startsWith('-r') ? word.slice(2) : undefined;
    if (file !== undefined) {
      try {
        const lines = decode(process.fs.readFile(file)).split('\n');
        wanted.push(...lines.map((line) => line.replace(/#.*/, '').trim()).filter((line) => line !== ''));
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await process.err(`ERROR: Could not open requirements file: [Errno 2] ${error.message}: '${file}'\n`);
        return 1;
      }
    } else if (/^(--upgrade|-U)$/.test(word)) continue;
    else if (word.startsWith('-')) {
      await process.err(`drydock: not simulated: pip install ${word}\n`);
      return 1;
    } else wanted.push(word);
  }
  if (wanted.length === 0) {
    await process.err('ERROR: You must give at least one requirement to install (see "pip help install")\n');
    return 1;
  }
  const say = (text: string) => (quiet ? Promise.resolve() : process.out(text));
  const present = new Map(installed(process, site).map(([name, own]) => [name.toLowerCase(), own]));
  const chosen = new Map<string, string>();
  for (const text of wanted) {
    const [, given = text, rule = ''] = /^([\w.-]+)(?:\[[^\]]*\])?\s*(.*)$/.exec(text) ?? [];
    const key = given.toLowerCase().replaceAll('_', '-');
    if (key === 'pip' || key === 'setuptools' || key === 'wheel') continue;
    const found = CATALOGUE[key];
    const own = found?.versions.find((version) => allows(version, rule));
    if (found === undefined || own === undefined) {
      if (found === undefined)
        await process.err(
          `drydock: not simulated: the package ${given}; the catalogue has ${Object.keys(CATALOGUE).join(', ')}\n`,
        );
      await process.err(
        `ERROR: Could not find a version that satisfies the requirement ${text} (from versions: ${found === undefined ? 'none' : [...found.versions].reverse().join(', ')})\nERROR: No matching distribution found for ${text}\n`,
      );
      return 1;
    }
    if (present.get(found.name.toLowerCase()) === own) {
      await say(`Requirement already satisfied: ${text} in ${site} (${own})\n`);
      continue;
    }
    chosen.set(key, own);
    await say(`Collecting ${text}\n  Downloading ${key}-${own}-py3-none-any.whl.metadata (3.0 kB)\n`);
    for (const other of found.brings) {
      if (present.has(CATALOGUE[other]?.name.toLowerCase() ?? '') || chosen.has(other)) continue;
      const newest = CATALOGUE[other]?.versions[0] ?? '';
      chosen.set(other, newest);
      await say(
        `Collecting ${other} (from ${text})\n  Downloading ${other}-${newest}-py3-none-any.whl.metadata (2.0 kB)\n`,
      );
    }
  }
  if (chosen.size === 0) return 0;
  try {
    for (const [key, own] of chosen) place(process, site, key, own);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await process.err(
      `ERROR: Could not install packages due to an OSError: [Errno 13] ${error.message}: '${error.path ?? site}'\nConsider using the \`--user\` option or check the permissions.\n\n`,
    );
    return 1;
  }
  await process.sleep(1_500);
  const order = [...chosen.keys()].reverse();
  const shown = [...chosen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => `${key}-${own}`);
  await say(`Installing collected packages: ${order.join(', ')}\nSuccessfully installed ${shown.join(' ')}\n`);
  if (
    process.uid === 0 &&
    !process.argv.includes('--root-user-action=ignore') &&
    process.env.get('PIP_ROOT_USER_ACTION') !== 'ignore'
  )
    await process.err(
      "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager, possibly rendering your system unusable. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv. Use the --root-user-action option if you know what you are doing and want to suppress this warning.\n",
    );
  return 0;
}

function place({ fs }: Process, site: string, key: string, version: string): void {
  fs.mkdir(`${site}/${key}`, { recursive: true });
  fs.writeFile(
    `${site}/${key}/__init__.py`,
    encode(`# ${key} ${version}: code of the sandbox\n${'#'.repeat(120_000)}\n`),
  );
  for (const { name } of fs.readdir(site)) {
    if (!name.startsWith(`${key}-`) || !name.endsWith('.dist-info')) continue;
    fs.unlink(`${site}/${name}/METADATA`);
    fs.rmdir(`${site}/${name}`);
  }
  fs.mkdir(`${site}/${key}-${version}.dist-info`, { recursive: true });
  fs.writeFile(`${site}/${key}-${version}.dist-info/METADATA`, encode(`Name: ${key}\nVersion: ${version}\n`));
  if (key === 'flask') {
    if (fs.exists('/usr/local/bin/flask')) fs.unlink('/usr/local/bin/flask');
    fs.writeFile('/usr/local/bin/flask', executableHead('flask'), { mode: 0o755 });
    fs.chmod('/usr/local/bin/flask', 0o755);
  }
}

/** `==1.2`, `>=1,<2`, `~=1.2`, `!=1.0` */
export function allows(version: string, rule: string): boolean {
  return rule
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .every((part) => {
      const [, sign = '', wanted = ''] = /^(==|>=|<=|!=|~=|>|<)\s*([\w.*]+)$/.exec(part) ?? [];
      const order = compare(version, wanted);
      if (sign === '==') return wanted.endsWith('.*') ? version.startsWith(wanted.slice(0, -1)) : order === 0;
      if (sign === '~=') return order >= 0 && version.startsWith(`${wanted.split('.').slice(0, -1).join('.')}.`);
      return sign === '>='
        ? order >= 0
        : sign === '<='
          ? order <= 0
          : sign === '>'
            ? order > 0
            : sign === '<'
              ? order < 0
              : sign === '!=' && order !== 0;
    });
}

function compare(a: string, b: string): number {
  const right = b.split('.').map(Number);
  const left = a.split('.').map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
