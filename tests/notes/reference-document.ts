import type { Machine } from './reference-refused.ts';
import { share, shareOfCompared, sum, type Tally, table } from './reference-tally.ts';

/** A step that differs, and why. */
export interface Explained {
  readonly page: string;
  readonly run: string;
  readonly why: string;
}

interface Result {
  readonly parts: ReadonlyMap<string, Tally>;
  readonly explained: readonly Explained[];
  /** A line each: what was not asked, and why. */
  readonly unasked: readonly string[];
  /** What each page was asked on. */
  readonly machines: ReadonlyMap<string, Machine>;
  readonly engine: string;
  /** `2026-11-21` */
  readonly date: string;
}

/** The text of docs/verify-reference.md. */
export function documentOf({ parts, explained, unasked, machines, engine, date }: Result): string {
  return `# The site's commands on a real engine

Written by \`npm run verify:reference -- --write\` on ${date}, with ${engine}.

Everything on the site that can be run (the blocks of notes, what makes and repairs an error, the proofs of corrections
and questions, the rows of cheat sheets, the solutions of drills) is meant to run on that engine and on the simulated one, and
compared by \`tests/transcripts/compare.mjs\`: exit code, standard output, standard error. **${shareOfCompared(sum(parts.values()))} of
the steps that could be compared agree, ${share(sum(parts.values()))} of all**; the others are listed below, each with its reason. Not compared are
steps about what the machine of a page hasn't (control groups of version 2, systemd, the second node of a swarm), and
those that would end it; nor the pages listed as not asked on this run. Ids, times, sizes, versions, process numbers and ports that are handed out in turn count as
equal. The images are those of the engine's mirror, stand-ins with the names, commands, ports and volumes of
Docker Hub's.

${machineWords(machines)}

${table(parts)}

## Steps that could not be asked or compared

${unasked.map((line) => `- ${line}`).join('\n')}

## Steps that differ, and why

The reasons stand in \`tests/notes/reference-differences.yaml\`.
${[...Map.groupBy(explained, ({ page }) => page)].map(([page, steps]) => section(page, steps)).join('')}`;
}

/** Which pages were asked on a machine of its own: all of a part by its name. */
function machineWords(machines: ReadonlyMap<string, Machine>): string {
  const whole = [...machines].filter(([, { cgroups, systemd }]) => cgroups === 2 && systemd).map(([name]) => name);
  const others = machines.size - whole.length;
  const rest = `${others} pages were asked in a corner of a machine with control groups of version 1 and without systemd`;
  if (whole.length === 0) return `All ${rest}.`;
  return `${rest}; ${whole.length} on a machine of its own (an emulated one, \`docs/reference-vm.md\`), which systemd starts and whose
control groups are those of version 2, as the simulated host's are: ${whole.toSorted().join(', ')}.`;
}

const section = (page: string, steps: readonly Explained[]): string =>
  `\n### ${page}\n\n${steps.map(({ run, why }) => `- ${code(run)}: ${why}`).join('\n')}\n`;

/** As code on one line, whatever backticks are in it. */
function code(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*/g, ' ⏎ ');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}
