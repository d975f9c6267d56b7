import type { Process, Program } from '../kernel/process.ts';
import { appletNames, findProgram } from './tools.ts';
import { calledAs } from './tool/tool.ts';
import { bannerOf, type BusyboxVariant, DEBIAN_BUSYBOX } from './tool/variant.ts';

/** The multi-call binary without a shell. */
export const busybox: Program = (process) => run(process, undefined, DEBIAN_BUSYBOX);

/** The multi-call binary with a shell, its applets `sh` and `ash`. */
export const busyboxWith =
  (shell: Program, variant = DEBIAN_BUSYBOX): Program =>
  (process) =>
    run(process, shell, variant);

/** Is the applet that it is called as, or that its first argument names. */
async function run(process: Process, shell: Program | undefined, variant: BusyboxVariant): Promise<number> {
  let name = calledAs(process);
  if (name.startsWith('busybox')) {
    const args = process.argv.slice(1);
    const [first] = args;
    if (first === undefined || first === '--help') return usage(process, variant);
    if (first === '--list') {
      await process.out(
        appletNames()
          .map((applet) => `${applet}\n`)
          .join(''),
      );
      return 0;
    }
    process.argv = args;
    name = calledAs(process);
  }
  const applet = name === 'sh' || name === 'ash' ? shell : findProgram(name, 'busybox', variant);
  if (applet !== undefined) return applet(process);
  await process.err(`${name}: applet not found\n`);
  return 127;
}

async function usage(process: Process, variant: BusyboxVariant): Promise<number> {
  await process.out(
    `${bannerOf(variant)}\n\nUsage: busybox [function [arguments]...]\n   or: busybox --list\n   or: function [arguments]...\n\n` +
      `Currently defined functions:\n${wrap(appletNames())}\n`,
  );
  return 0;
}

function wrap(names: readonly string[]): string {
  const lines: string[] = [];
  let line = '\t';
  for (const [index, name] of names.entries()) {
    const word = index < names.length - 1 ? `${name}, ` : name;
    if (line.length + word.length > 72) {
      lines.push(line.trimEnd());
      line = '\t';
    }
    line += word;
  }
  return [...lines, line].join('\n');
}
