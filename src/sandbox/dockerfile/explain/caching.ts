import type { Copy, Instruction, Run } from '../instruction.ts';

const BASE = 'the step above it, or the base image, is another';

/** How an instruction and the cache go together. Texts are Markdown. */
export interface Caching {
  /** Any of these makes it run anew. Empty of settings: they are always noted anew. */
  readonly invalidatedBy: readonly string[];
  /** What counts for nothing, or what a changed setting does to the steps below; '' where there is nothing to say. */
  readonly note: string;
}

function ofRun({ mounts, heredocs }: Run, args: readonly string[]): Caching {
  const binds = mounts.filter(({ type }) => type === 'bind').map(({ source }) => source || '/');
  const isSecret = mounts.some(({ type }) => type === 'secret');
  return {
    invalidatedBy: [
      BASE,
      heredocs.length > 0 ? 'its script is changed' : 'its text is changed, if only by a blank',
      ...(args.length === 0 ? [] : [`the value of ${args.join(', ')} changes: ARGs above it are in its environment`]),
      'ENV, USER, WORKDIR or SHELL above it change',
      ...(binds.length === 0 ? [] : [`files under ${binds.join(', ')} that it mounts change`]),
    ],
    note: `What it downloads counts for nothing: a newer version out there does not make it run anew.${isSecret ? ' Nor does another value of the secret.' : ''}`,
  };
}

function ofCopy({ from, sources, documents, link }: Copy): Caching {
  const files = sources.filter((source) => !documents.has(source));
  const fromContext = files.length > 0 && from === '';
  return {
    invalidatedBy: [
      ...(link ? [] : [BASE]),
      ...(fromContext ? ['content, name, mode or owner of a copied file changes'] : []),
      ...(files.length > 0 && from !== '' ? [`the copied files of ${from} change`] : []),
      ...(documents.size === 0 ? [] : ['the text in the Dockerfile changes']),
      'source, destination, --chown or --chmod are written differently',
    ],
    note: fromContext ? 'The times of files count for nothing, nor do files that .dockerignore leaves out.' : '',
  };
}

const setting = (note: string): Caching => ({ invalidatedBy: [], note });

/**
 * When the result of an instruction is not taken from the cache.
 *
 * @param args names of the ARGs above it in its stage
 * @see buildkit solver: a step is known by its input, its definition and the content of its files
 */
export function cachingOf(instruction: Instruction, args: readonly string[]): Caching {
  switch (instruction.kind) {
    case 'from':
      if (instruction.base === 'scratch') return setting('');
      return { invalidatedBy: ['the name stands for another digest: a new pull of the tag, or --pull'], note: '' };
    case 'run':
      return ofRun(instruction, args);
    case 'copy':
    case 'add':
      return ofCopy(instruction);
    case 'workdir':
      return { invalidatedBy: [BASE, 'the path, or the USER it is made for, changes'], note: '' };
    case 'arg':
    case 'env':
      return setting(
        'Another value makes the next RUN run anew, and all that follows it; a COPY before that stays cached.',
      );
    case 'user':
      return setting(
        'Another user makes the next RUN or WORKDIR run anew, and all that follows it; a COPY before that stays cached.',
      );
    case 'shell':
      return setting('Another shell makes the next RUN that is no JSON run anew, and all that follows it.');
    default:
      return setting('A change makes no step below it run anew.');
  }
}
