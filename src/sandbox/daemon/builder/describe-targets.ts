import type { BuildNeed, BuildTarget } from '../../api/types/build.ts';
import type { InstructionOf } from '../../dockerfile/instruction.ts';
import type { Stage } from '../../dockerfile/stages.ts';
import type { Definition } from './read-definition.ts';

/** The last comment above an instruction, if it describes what the instruction names. */
const describedBy = (comments: readonly string[], name: string): string => {
  const last = comments.at(-1) ?? '';
  return name !== '' && last.startsWith(`${name} `) ? last.slice(name.length + 1) : '';
};

const describe = ({ from, index }: Stage, count: number) => ({
  name: from.stage,
  description: describedBy(from.comments, from.stage),
  base: from.base,
  default: index === count - 1,
  line: from.range.start,
});

type Declared = InstructionOf<'arg'>['args'][number];

/** For `--call=targets`. */
export const describeTargets = ({ dockerfile }: Definition): BuildTarget[] =>
  dockerfile.stages.map((stage) => ({
    ...describe(stage, dockerfile.stages.length),
    ...{ args: [], secrets: [], ssh: [] },
  }));

/**
 * For `--call=outline`: what can be given to a build of the target, whichever of its stages asks.
 * @see buildkit dockerfile2llb/outline.go
 */
export function outlineOf(definition: Definition, buildArgs: Readonly<Record<string, string>>): BuildTarget {
  const { dockerfile, target, reachable, globals } = definition;
  const named = reachable.stages.map(({ from }) => `${from.base} ${from.platform}`).join(' ');
  const inFrom = ({ key }: Declared) => new RegExp(String.raw`\$(?:${key}\b|\{${key}\b)`).test(named);
  const valueOf = ({ key, value }: Declared): string => buildArgs[key] ?? value ?? '';
  const declared = (instruction: InstructionOf<'arg'>, keep: (arg: Declared) => boolean, isGlobal: boolean) =>
    instruction.args.filter(keep).map((arg) => ({
      name: arg.key,
      value: isGlobal ? (globals.get(arg.key) ?? '') : valueOf(arg),
      description: describedBy(instruction.comments, arg.key),
      line: instruction.range.start,
    }));
  const args = dockerfile.metaArgs.flatMap((instruction) => declared(instruction, inFrom, true));
  const needs: { readonly type: string; readonly need: BuildNeed }[] = [];
  for (const stage of reachable.stages) {
    for (const instruction of stage.instructions) {
      if (instruction.kind === 'arg') args.push(...declared(instruction, () => true, false));
      if (instruction.kind !== 'run') continue;
      const line = instruction.range.start;
      for (const { type, id, required } of instruction.mounts) {
        const name = id === '' ? 'default' : id;
        if (!needs.some((other) => other.type === type && other.need.name === name))
          needs.push({ type, need: { name, required, line } });
      }
    }
  }
  const of = (type: string) => needs.filter((one) => one.type === type).map(({ need }) => need);
  return { ...describe(target, dockerfile.stages.length), args, secrets: of('secret'), ssh: of('ssh') };
}
