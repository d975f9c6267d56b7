// npm run new:command -- 'docker stack config': the file of a command that Docker has and the host doesn't yet, with the
// flags, words and defaults of the reference CLI, and a test of what it must do.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

interface Reference {
  readonly name: string;
  readonly usage: string;
  readonly aliases: readonly string[];
  readonly flags: readonly { readonly name: string; readonly short: string | null; readonly type: string }[];
}

const { commands } = readJson('tests/transcripts/cli.json') as { readonly commands: readonly Reference[] };
const help = readJson('tests/cli/help.json') as Readonly<Record<string, Readonly<Record<string, string>>>>;
const asked = process.argv.slice(2).join(' ').trim();
const found = commands.find(({ name }) => name === asked);
const [noun = '', ...verb] = asked.replace(/^docker /, '').split(' ');
const folder = join(ROOT, 'src/sandbox/cli/command', verb.length === 0 ? 'system' : noun);
const file = join(folder, `${(verb.length === 0 ? [noun] : verb).join('-')}.ts`);
const camel = asked.replace(/^docker /, '').replaceAll(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase());

/** What the reference's help says of a flag, on its own line. */
function usageOf(flag: string, text: string): string {
  const line = text.split('\n').find((each) => new RegExp(`--${flag}(\\s|$)`).test(each)) ?? '';
  return line.split(/\s{2,}/).at(-1) ?? '';
}

function fileOf({ usage, aliases, flags }: Reference): string {
  const text = Object.entries(help[asked] ?? {}).find(([columns]) => columns === '200')?.[1] ?? '';
  const [, short = ''] = /^Usage:.*\n\n([^\n]+)/.exec(text) ?? [];
  const quote = (words: string): string => `'${words.replaceAll("'", "\\'")}'`;
  const rows = flags.map(({ name, short: letter, type }) => {
    const key = name.includes('-') ? quote(name) : name;
    const brief = letter === null ? '' : ` short: ${quote(letter)},`;
    return `    ${key}: { type: ${quote(type)},${brief} usage: ${quote(usageOf(name, text))}, simulated: false },`;
  });
  return `import { defineCommand } from '../../command.ts';

export const ${camel} = defineCommand({
  use: ${quote(usage)},
${aliases.length > 1 ? `  aliases: [${aliases.map(quote).join(', ')}],\n` : ''}  short: ${quote(short)},
  flags: {
${rows.join('\n')}
  },
  // As many words as the usage asks for.
  args: { min: 0 },
  // Sees the client and the terminal, never the daemon.
  run: () => {
    throw new Error(${quote(`${asked} is to be written`)});
  },
});
`;
}

const refusal =
  found === undefined
    ? `docker 28.5.2 has no command ${asked || '(none given)'}: npm run new:command -- 'docker NOUN VERB'`
    : existsSync(file)
      ? `${file} is there already`
      : undefined;
if (refusal !== undefined || found === undefined) {
  process.stderr.write(`new:command: ${refusal}\n`);
  process.exitCode = 1;
} else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, fileOf(found));
  process.stdout.write(
    [
      file,
      'next: take it out of command/not-simulated.ts, list it in command/index.ts, record it (npm run record),',
      'write run, take simulated: false away flag by flag, then npm run fidelity',
      '',
    ].join('\n'),
  );
}
