import { base64 } from '../../api/base64.ts';
import type { BuildDescription, BuildNeed, BuildTarget } from '../../api/types/build.ts';

/** Columns with blanks between them. */
function table(rows: readonly (readonly string[])[], gap = 3): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd((widths[column] ?? 0) + gap))).join('');
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** What `--call=targets` and `--call=outline` print. @see buildkit frontend/subrequests */
export function targetsText(description: BuildDescription, call: string, asJson: boolean): string {
  if (asJson) return targetsJson(description, call);
  const { targets } = description;
  if (call === 'targets') {
    const rows = targets.map((target) => [
      `${target.name === '' ? '' : target.name}${target.default ? `${target.name === '' ? '' : ' '}(default)` : ''}`,
      target.description,
    ]);
    return table([['TARGET', 'DESCRIPTION'], ...rows], 1);
  }
  return targets.map(outlineText).join('');
}

function outlineText({ name, description, args, secrets, ssh }: BuildTarget): string {
  const shown = name === '' ? '(default)' : name;
  const title = description === '' ? `TARGET: ${shown}\n` : `TARGET:      ${shown}\nDESCRIPTION: ${description}\n`;
  const needs = (needed: readonly BuildNeed[]) =>
    needed.map((need): readonly string[] => [need.name, need.required ? 'true' : '']);
  const parts: readonly (readonly (readonly string[])[])[] = [
    [['BUILD ARG', 'VALUE', 'DESCRIPTION'], ...args.map((arg) => [arg.name, arg.value, arg.description])],
    [['SECRET', 'REQUIRED'], ...needs(secrets)],
    [['SSH', 'REQUIRED'], ...needs(ssh)],
  ];
  const tables = parts.filter((rows) => rows.length > 1).map((rows) => `${table(rows)}\n`);
  return [...(name === '' && description === '' ? [] : [`${title}\n`]), ...tables].join('');
}

/** Go leaves out what is empty. */
const present = (value: string): string | undefined => (value === '' ? undefined : value);

const located = (line: number) => ({ location: { ranges: [{ start: { line }, end: { line } }] } });

const needJson = ({ name, required, line }: BuildNeed) => ({ name, required: required || undefined, ...located(line) });

function targetsJson({ targets, text }: BuildDescription, call: string): string {
  const sources = [base64(text)];
  if (call === 'targets') {
    const shown = targets.map((target) => ({
      name: present(target.name),
      default: target.default || undefined,
      description: present(target.description),
      base: target.base,
      ...located(target.line),
    }));
    return `${JSON.stringify({ targets: shown, sources }, null, 2)}\n`;
  }
  const [target] = targets;
  if (target === undefined) return '';
  const some = <One>(list: readonly One[]) => (list.length === 0 ? undefined : list);
  const shown = {
    name: present(target.name),
    description: present(target.description),
    args: some(
      target.args.map((arg) => ({
        name: arg.name,
        description: present(arg.description),
        value: present(arg.value),
        ...located(arg.line),
      })),
    ),
    secrets: some(target.secrets.map(needJson)),
    ssh: some(target.ssh.map(needJson)),
    sources,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}
