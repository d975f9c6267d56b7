import type { Program } from '../../kernel/process.ts';
import type { Flavour } from './call.ts';
import { programOf, type Tool } from './tool.ts';
import type { BusyboxVariant } from './variant.ts';

/** A program whose data and code come together, when it is first called. */
export interface ColdTool {
  readonly name: string;
  readonly who: 'both' | Flavour;
  readonly load: () => Promise<Tool>;
}

export const cold = (name: string, who: ColdTool['who'], load: ColdTool['load']): ColdTool => ({ name, who, load });

/** A cold tool as one flavour has it; undefined where it has none. */
export function coldProgram(
  { name, who, load }: ColdTool,
  flavour: Flavour,
  variant: BusyboxVariant,
): Program | undefined {
  if (who !== 'both' && who !== flavour) return undefined;
  return async (process) => {
    const program = programOf(await process.kernel.clock.outside(load()), flavour, variant);
    if (program === undefined) throw new Error(`${name} has no flavour ${flavour}`);
    return program(process);
  };
}
