import { decode } from '../../kernel/bytes.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import { findInPath, loadExecutable } from '../../kernel/exec.ts';
import type { Process, Program } from '../../kernel/process.ts';
import { strftime } from '../text/strftime.ts';
import { Errno } from '../../kernel/errno.ts';
import { lockOf, type Manifest, NpmFault, readManifest, resolveAll, writeJson, writeModules } from './project.ts';

/** Which npm came with which Node. */
const npmVersion = (process: Process): string =>
  ({ 20: '10.8.2', 22: '10.9.4', 24: '11.6.2', 26: '11.19.1' })[
    Number.parseInt(process.env.get('NODE_VERSION') ?? '24', 10)
  ] ?? '11.6.2';

/** npm: projects, scripts, and a catalogue of packages. Texts: npm 11.19.1, recorded on 21 November 2026. */
export const npm: Program = async (process) => {
  const args = process.argv.slice(1);
  const flags = args.filter((word) => word.startsWith('-'));
  const [verb = '', ...words] = args.filter((word) => !word.startsWith('-'));
  if (/(^|\/)npx$/.test(process.argv[0] ?? '')) {
    await process.err('drydock: not simulated: npx\n');
    return 1;
  }
  if (flags.includes('--version') || flags.includes('-v')) {
    await process.out(`${npmVersion(process)}\n`);
    return 0;
  }
  try {
    return await command(process, verb, words, flags);
  } catch (error) {
    if (!(error instanceof NpmFault) && !(error instanceof Errno)) throw error;
    const lines =
      error instanceof NpmFault
        ? error.lines
        : [
            `code ${error.code}`,
            `syscall open`,
            `path ${error.path ?? ''}`,
            `${error.code}: ${error.message.toLowerCase()}`,
          ];
    const home = process.env.get('HOME') ?? '/root';
    const stamp = strftime('%Y-%m-%dT%H_%M_%S', process.kernel.clock.now());
    const log = `A complete log of this run can be found in: ${home}/.npm/_logs/${stamp}_000Z-debug-0.log`;
    await process.err([...lines, log].map((line) => `npm error ${line}`.trimEnd() + '\n').join(''));
    return error instanceof NpmFault ? error.status : 243;
  }
};

async function command(
  process: Process,
  verb: string,
  words: readonly string[],
  flags: readonly string[],
): Promise<number> {
  switch (verb) {
    case 'init':
    case 'create':
      return init(process, flags);
    case 'install':
    case 'i':
    case 'add':
      return install(process, words, flags);
    case 'ci':
      return cleanInstall(process, flags);
    case 'run':
    case 'run-script':
      return words[0] === undefined ? listScripts(process) : script(process, words[0], flags);
    case 'start':
    case 'test':
    case 't':
    case 'stop':
    case 'restart':
      return script(process, verb === 't' ? 'test' : verb, flags);
    case 'ls':
    case 'list':
      return list(process);
    case 'cache':
      return 0;
    default:
      if (OTHERS.test(verb)) {
        await process.err(`drydock: not simulated: npm ${verb}\n`);
        return 1;
      }
      await process.out(
        verb === ''
          ? "npm <command>\n\nUsage:\n\nnpm install        install all the dependencies in your project\nnpm install <foo>  add the <foo> dependency to your project\nnpm test           run this project's tests\nnpm run <foo>      run the script named <foo>\n"
          : `Unknown command: "${verb}"\n\nTo see a list of supported npm commands, run:\n  npm help\n`,
      );
      return 1;
  }
}

const OTHERS =
  /^(access|adduser|audit|bugs|completion|config|dedupe|deprecate|diff|dist-tag|docs|doctor|edit|exec|explain|explore|find-dupes|fund|get|help|hook|install-ci-test|install-test|link|ll|login|logout|org|outdated|owner|pack|ping|pkg|prefix|profile|prune|publish|query|rebuild|repo|root|sbom|search|set|shrinkwrap|star|stars|team|token|uninstall|unpublish|unstar|update|version|view|whoami|un|rm|remove|up)$/;

async function init(process: Process, flags: readonly string[]): Promise<number> {
  if (!flags.includes('-y') && !flags.includes('--yes')) {
    await process.err('drydock: not simulated: npm init without -y\n');
    return 1;
  }
  const manifest = {
    name: process.cwd.split('/').at(-1)?.toLowerCase() ?? '',
    version: '1.0.0',
    description: '',
    main: 'index.js',
    scripts: { test: 'echo "Error: no test specified" && exit 1' },
    keywords: [],
    author: '',
    license: 'ISC',
    ...(npmVersion(process).startsWith('11') && { type: 'commonjs' }),
  };
  writeJson(process, 'package.json', manifest);
  await process.out(`Wrote to ${process.cwd}/package.json:\n\n${JSON.stringify(manifest, undefined, 2)}\n\n\n`);
  return 0;
}

const wantedBy = (manifest: Manifest, flags: readonly string[], process: Process): Record<string, string> => {
  const production =
    flags.some((flag) => /^(--production|--omit=dev|--only=prod(uction)?)$/.test(flag)) ||
    process.env.get('NODE_ENV') === 'production';
  return { ...manifest.dependencies, ...(production ? {} : manifest.devDependencies) };
};

async function install(process: Process, words: readonly string[], flags: readonly string[]): Promise<number> {
  if (flags.includes('-g') || flags.includes('--global')) {
    await process.err('drydock: not simulated: npm install -g\n');
    return 1;
  }
  const manifest: Manifest = words.length > 0 && !process.fs.exists('package.json') ? {} : readManifest(process);
  const group = flags.some((flag) => /^(-D|--save-dev)$/.test(flag)) ? 'devDependencies' : 'dependencies';
  for (const word of words) {
    const [, name = word, range = 'latest'] = /^(@?[^@]+)(?:@(.*))?$/.exec(word) ?? [];
    const [found] = resolveAll({ [name]: range }).filter((one) => one.direct);
    const exact = flags.includes('-E') || flags.includes('--save-exact');
    manifest[group] = { ...manifest[group], [name]: `${exact ? '' : '^'}${found?.version ?? range}` };
  }
  const packages = resolveAll(wantedBy(manifest, flags, process));
  if (words.length > 0) writeJson(process, 'package.json', manifest);
  writeJson(
    process,
    'package-lock.json',
    lockOf(manifest, resolveAll({ ...manifest.dependencies, ...manifest.devDependencies })),
  );
  await report(process, packages.length === 0 ? 0 : writeModules(process, packages), packages.length, flags);
  return 0;
}

async function report(process: Process, added: number, all: number, flags: readonly string[]): Promise<void> {
  await process.sleep(added > 0 ? 1_400 : 300);
  if (flags.some((flag) => /^(--silent|-s|--quiet|-q)$/.test(flag))) return;
  const audit = flags.includes('--no-audit') ? '' : `, and audited ${all + 1} package${all === 0 ? '' : 's'}`;
  const ending = flags.includes('--no-audit') ? '' : '\nfound 0 vulnerabilities\n';
  await process.out(
    added === 0
      ? `\nup to date${audit} in 387ms\n${ending}`
      : `\nadded ${added} package${added === 1 ? '' : 's'}${audit} in 1s\n${ending}`,
  );
}

async function cleanInstall(process: Process, flags: readonly string[]): Promise<number> {
  const manifest = readManifest(process);
  if (!process.fs.exists('package-lock.json')) {
    throw new NpmFault([
      'code EUSAGE',
      '',
      'The `npm ci` command can only install with an existing package-lock.json or',
      'npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or',
      'later to generate a package-lock.json file, then try again.',
      '',
      'Clean install a project',
      '',
      'Usage:',
      'npm ci',
      '',
      'Run "npm help ci" for more info',
    ]);
  }
  const lock = JSON.parse(decode(process.fs.readFile('package-lock.json'))) as { packages?: Record<string, Manifest> };
  const locked = lock.packages?.[''] ?? {};
  const missing = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([name, range]) => ({ ...locked.dependencies, ...locked.devDependencies })[name] !== range,
  );
  if (missing.length > 0) {
    throw new NpmFault([
      'code EUSAGE',
      '',
      '`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.',
      '',
      ...missing.map(([name, range]) => `Missing: ${name}@${range.replace(/^[\^~]/, '')} from lock file`),
      '',
    ]);
  }
  const packages = resolveAll(wantedBy(manifest, flags, process));
  await report(process, packages.length === 0 ? 0 : writeModules(process, packages), packages.length, flags);
  return 0;
}

async function listScripts(process: Process): Promise<number> {
  const { name = '', version = '', scripts = {} } = readManifest(process);
  const lines = Object.entries(scripts).map(([key, text]) => `  ${key}\n    ${text}\n`);
  if (lines.length > 0) await process.out(`Lifecycle scripts included in ${name}@${version}:\n${lines.join('')}`);
  return 0;
}

async function script(process: Process, name: string, flags: readonly string[]): Promise<number> {
  const manifest = readManifest(process);
  const text =
    manifest.scripts?.[name] ?? (name === 'start' && process.fs.exists('server.js') ? 'node server.js' : undefined);
  if (text === undefined) {
    const meant =
      name === 'start'
        ? [
            '',
            'Did you mean one of these?',
            '  npm star # Mark your favorite packages',
            '  npm stars # View packages marked as favorites',
          ]
        : [];
    throw new NpmFault([`Missing script: "${name}"`, ...meant, '', 'To see a list of scripts, run:', '  npm run']);
  }
  if (!flags.includes('--silent') && !flags.includes('-s'))
    await process.out(`\n> ${manifest.name ?? ''}@${manifest.version ?? ''} ${name}\n> ${text}\n\n`);
  const path = findInPath(process, 'sh', process.env.get('PATH') ?? '/bin');
  const env = new Map([
    ...process.env,
    ['npm_lifecycle_event', name],
    ['npm_package_name', manifest.name ?? ''],
    ['npm_package_version', manifest.version ?? ''],
  ]);
  const child = process.spawn({ ...loadExecutable(process, path, ['sh', '-c', text]), env });
  for (const signal of ['TERM', 'INT', 'HUP'] as const) process.onSignal(signal, () => child.deliver(signal, process));
  return exitCode(await process.wait(child));
}

async function list(process: Process): Promise<number> {
  const { name = '', version = '', dependencies = {}, devDependencies = {} } = readManifest(process);
  const names = Object.keys({ ...dependencies, ...devDependencies }).sort();
  const row = (one: string) => {
    const path = `node_modules/${one}/package.json`;
    if (!process.fs.exists(path))
      return `UNMET DEPENDENCY ${one}@${{ ...dependencies, ...devDependencies }[one] ?? ''}`;
    return `${one}@${(JSON.parse(decode(process.fs.readFile(path))) as Manifest).version ?? ''}`;
  };
  const rows = names.map((one, index) => `${index === names.length - 1 ? '└──' : '├──'} ${row(one)}\n`);
  await process.out(`${name}@${version} ${process.cwd}\n${rows.join('') || '└── (empty)\n'}\n`);
  return rows.some((line) => line.includes('UNMET')) ? 1 : 0;
}
