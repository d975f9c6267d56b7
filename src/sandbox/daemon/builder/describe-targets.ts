import type { BuildTarget } from '../../api/types/build.ts';
import type { Definition } from './read-definition.ts';

/** The last comment above an instruction, if it describes what the instruction names. */
const describedBy = (comments: readonly string[], name: string): string => {
  const last = comments.at(-1) ?? '';
  return name !== '' && last.startsWith(`${name} `) ? last.slice(name.length + 1) : '';
};

/** For `--call=targets` and `--call=outline`. */
export function describeTargets({ dockerfile, target }: Definition, call: 'targets' | 'outline'): BuildTarget[] {
  const stages = call === 'targets' ? dockerfile.stages : [target];
  return stages.map(({ from, instructions, index }) => {
    const declared = [...dockerfile.metaArgs, ...instructions.filter((instruction) => instruction.kind === 'arg')];
    return {
      name: from.stageAs,
      description: describedBy(from.comments, from.stage),
      base: from.base,
      default: index === dockerfile.stages.length - 1,
      args: declared.flatMap(({ args, comments }) =>
        args.map(({ key, value = '' }) => ({ name: key, value, description: describedBy(comments, key) })),
      ),
    };
  });
}
