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
  readonly engine: string;
  /** `2026-11-21` */
  readonly date: string;
}

/** The text of docs/verify-reference.md. */
export function documentOf({ parts, explained, unasked, engine, date }: Result): string {
  return `# The site's commands on a real engine

Written by \`npm run verify:reference -- --write\` on ${date}, with ${engine}.

Everything on the site that can be run (the blocks of notes, what makes and repairs an error, the proofs of corrections
and questions, the rows of cheat sheets, the solutions of drills) is meant to run on that engine and on the simulated one, and
compared by \`tests/transcripts/compare.mjs\`: exit code, standard output, standard error. **${shareOfCompared(sum(parts.values()))} of
the steps that could be compared agree, ${share(sum(parts.values()))} of all**; the others are listed below, each with its reason. Not compared are
steps about what that machine hasn't (control groups of version 2, systemd, the second node of a swarm), and those that
would end it; nor the pages listed as not asked on this run. Ids, times, sizes, versions, process numbers and ports that are handed out in turn count as
equal. The images are those of the engine's mirror, stand-ins with the names, commands, ports and volumes of
Docker Hub's.

${table(parts)}

## Steps that could not be asked or compared

${unasked.map((line) => `- ${line}`).join('\n')}

## Steps that differ, and why

The reasons stand in \`tests/notes/reference-differences.yaml\`.
${[...Map.groupBy(explained, ({ page }) => page)].map(([page, steps]) => section(page, steps)).join('')}`;
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
