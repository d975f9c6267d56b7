import { COLD_TOOLS } from './cold-tools.ts';
import { lazyTools } from './lazy-tools.ts';
import { linuxTools } from './linux/index.ts';
import { netTools } from './net/index.ts';
import type { Program } from '../kernel/process.ts';
import type { Flavour } from './tool/call.ts';
import { coldProgram, type ColdTool } from './tool/cold.ts';
import { programOf, type Tool } from './tool/tool.ts';
import { DEBIAN_BUSYBOX } from './tool/variant.ts';

/** Programs whose options are here and whose code comes when they are first called. */
const TOOLS: readonly Tool[] = [...lazyTools, ...linuxTools, ...netTools];

const BY_NAME: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));
const COLD: ReadonlyMap<string, ColdTool> = new Map(COLD_TOOLS.map((tool) => [tool.name, tool]));

/** The program of a name as one flavour has it; undefined where it has none. */
export function findProgram(name: string, flavour: Flavour, variant = DEBIAN_BUSYBOX): Program | undefined {
  const tool = BY_NAME.get(name);
  if (tool !== undefined) return programOf(tool, flavour, variant);
  const cold = COLD.get(name);
  return cold && coldProgram(cold, flavour, variant);
}

const namesWith = (flavour: Flavour): string[] =>
  [
    ...TOOLS.filter((tool) => tool[flavour] !== undefined),
    ...COLD_TOOLS.filter(({ who }) => who === 'both' || who === flavour),
  ]
    .map(({ name }) => name)
    .sort();

/** What a GNU system has. */
export const gnuNames = (): string[] => namesWith('gnu');

/** What BusyBox has, in its order. */
export const appletNames = (): string[] => namesWith('busybox');
