import type { Package } from './packages.ts';

const WIDTH = 76;

/** Names in alphabetical order, in lines that begin with two blanks. @see apt-private/private-output.cc, ShowList */
export function wrapped(packages: readonly Package[]): string {
  const lines: string[] = [];
  let line = '';
  for (const name of packages.map((item) => item.name).sort()) {
    if (line !== '' && line.length + name.length >= WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? name : ` ${name}`;
  }
  return [...lines, line].map((text) => `  ${text}\n`).join('');
}
