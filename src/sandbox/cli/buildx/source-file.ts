import { fullName, InvalidReference, parseReference } from '../../api/reference.ts';
import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { goError } from '../error-text.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Listed } from './registry-image.ts';

/** What `--file` names: a descriptor, or a reference as if it stood on the command line. */
export type FileSource = { readonly descriptor: Listed } | { readonly reference: string };

/** @throws {StatusError} `ERROR: open x: no such file or directory`, `ERROR: failed to parse source …` */
export async function readSourceFile(io: Io, path: string): Promise<FileSource> {
  let text: string;
  try {
    text = decode(await io.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new StatusError(1, `ERROR: open ${path}: ${goError(error)}`);
  }
  if (text.trimStart().startsWith('{')) {
    const descriptor = parsed(text);
    if (descriptor?.digest === undefined) throw new StatusError(1, 'ERROR: unexpected end of JSON input');
    return { descriptor };
  }
  try {
    parseReference(text);
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    const valid = 'valid sources are digests, references and descriptors';
    throw new StatusError(1, `ERROR: failed to parse source ${JSON.stringify(text)}, ${valid}: ${error.message}`);
  }
  return { reference: text };
}

function parsed(text: string): Listed | undefined {
  try {
    return JSON.parse(text) as Listed;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The one repository that all names are of, where descriptors are. @throws {StatusError} there is none, or more */
export function onlyRepository(names: readonly string[]): string {
  const [only, ...others] = new Set(names.map((name) => fullName(parseReference(name))));
  if (only === undefined) {
    throw new StatusError(1, 'ERROR: no repositories specified, please set a reference in tag or source');
  }
  if (others.length > 0) {
    throw new StatusError(
      1,
      `ERROR: multiple repositories currently not supported, found [${[only, ...others].join(' ')}]`,
    );
  }
  return only;
}
