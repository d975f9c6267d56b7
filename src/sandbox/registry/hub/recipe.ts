import type { ImageFile } from '../image-tree.ts';

/** A repository of the Hub, written down compactly. */
export interface HubRepository {
  /** As `docker pull` takes it: `nginx`, `jenkins/jenkins`. */
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly variants: readonly Variant[];
}

/** An image and the tags that name it. */
export interface Variant {
  /** `latest 1.29.1 1.29 1`, separated by blanks. */
  readonly tags: string;
  readonly recipe: Recipe;
}

/** How an image was made. */
export interface Recipe {
  readonly from?: Recipe;
  /** `2025-09-08` */
  readonly created: string;
  /**
   * One history entry a line, as in a Dockerfile, `\` and a newline inside of it allowed. A size in front (`69.2MB RUN …`)
   * says that the step made a layer of that size. `!` in front: no entry, but the configuration has it.
   */
  readonly steps: string;
  /** `comment` of the history: which builder made it; BuildKit if not given. */
  readonly builder?: string;
  readonly without?: readonly string[];
  readonly files?: () => readonly ImageFile[];
  /** Architectures beside amd64 and arm64 are left out. */
  readonly only?: 'amd64';
}

export const directory = (path: string, mode = 0o755, uid = 0, gid = uid): ImageFile => ({
  path,
  type: 'directory',
  mode,
  uid,
  gid,
});
export const link = (path: string, target: string): ImageFile => ({ path, type: 'symlink', mode: 0o777, target });
export const text = (path: string, content: string, mode = 0o644): ImageFile => ({
  path,
  type: 'file',
  mode,
  text: content,
});
export const script = (path: string, content: string): ImageFile => text(path, content, 0o775);
/** An executable that runs the program of its name. */
export const program = (path: string, size = 65_536): ImageFile => ({ path, type: 'file', mode: 0o755, size });

/** Executables of one directory: names separated by blanks, `name>target` is a symlink. */
export function programs(folder: string, names: string): ImageFile[] {
  return names.split(/\s+/).map((entry) => {
    const [name = '', target] = entry.split('>');
    return target === undefined ? program(`${folder}/${name}`, sizeOf(name)) : link(`${folder}/${name}`, target);
  });
}

/** Between 14 and 140 KB, always the same for a name: sizes of small programs are not worth their room here. */
function sizeOf(name: string): number {
  const hash = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 15_750, 7);
  return 14_000 + hash * 8;
}
