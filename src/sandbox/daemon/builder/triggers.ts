import type { ImageConfig } from '../../api/types/image.ts';
import { DockerfileError } from '../../dockerfile/error.ts';
import type { Instruction } from '../../dockerfile/instruction.ts';
import { readDockerfile } from '../../dockerfile/stages.ts';
import { BuildError } from './failure.ts';

/** The ONBUILD instructions of a base image. @throws {BuildError} of one that can't be read */
export const readTriggers = ({ OnBuild }: ImageConfig): Instruction[] =>
  (OnBuild ?? []).flatMap((line) => {
    try {
      const { stages } = readDockerfile(`FROM scratch\n${line}`);
      return (stages[0]?.instructions ?? []).map((instruction) => ({
        ...instruction,
        original: `ONBUILD ${instruction.original}`,
      }));
    } catch (error) {
      if (error instanceof DockerfileError) throw new BuildError(error.message);
      throw error;
    }
  });
