import type { FileEntry, FileText, Question } from './questions/question.ts';

/** The file system of a WebContainer, paths below its working directory. */
export interface ContainerFiles {
  readdir(path: string, options: { withFileTypes: true }): Promise<{ name: string; isDirectory(): boolean }[]>;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, data: string): Promise<void>;
  mkdir(path: string, options: { recursive: true }): Promise<unknown>;
  rm(path: string, options: { recursive: true }): Promise<void>;
}

const LARGEST = 1_000_000;
const LEFT_OUT = new Set(['node_modules', '.drydock']);

/** Answers what an editor asks. @throws {Error} for what a WebContainer can't tell */
export async function answerWithFiles(fs: ContainerFiles, question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'list':
      return list(fs, question.path, '');
    case 'read':
      return read(fs, question.path);
    case 'write': {
      const slash = question.path.lastIndexOf('/');
      if (slash > 0) await fs.mkdir(question.path.slice(0, slash), { recursive: true });
      await fs.writeFile(question.path, question.text);
      return null;
    }
    case 'remove':
      await fs.rm(question.path, { recursive: true });
      return null;
    default:
      throw new Error('drydock: not simulated: with real Node a page of its own shows what listens on a port');
  }
}

async function list(fs: ContainerFiles, root: string, below: string): Promise<FileEntry[]> {
  const found: FileEntry[] = [];
  for (const entry of await fs.readdir(below === '' ? root : `${root}/${below}`, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) found.push({ path, type: 'directory', size: 0 }, ...(await list(fs, root, path)));
    else found.push({ path, type: 'file', size: (await fs.readFile(`${root}/${path}`)).length });
  }
  return found;
}

async function read(fs: ContainerFiles, path: string): Promise<FileText> {
  const bytes = await fs.readFile(path).catch(() => undefined);
  if (bytes === undefined) return { unreadable: 'missing' };
  if (bytes.length > LARGEST) return { unreadable: 'large' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { unreadable: 'binary' };
    throw error;
  }
}
