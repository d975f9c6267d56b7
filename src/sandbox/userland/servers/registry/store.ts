import { type Bytes, decode, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { FileView } from '../../../kernel/fs/view.ts';

/** What a registry keeps, as files. @see distribution registry/storage/paths.go */
export class RegistryStore {
  readonly #files: FileView;
  readonly #root: string;

  /** @param directory `/var/lib/registry` */
  constructor(files: FileView, directory: string) {
    this.#files = files;
    this.#root = `${directory}/docker/registry/v2`;
  }

  repositories(): string[] {
    const found: string[] = [];
    const visit = (path: string) => {
      for (const name of this.#list(`${this.#root}/repositories${path}`)) {
        if (name === '_manifests') found.push(path.slice(1));
        else if (!name.startsWith('_')) visit(`${path}/${name}`);
      }
    };
    visit('');
    return found.sort();
  }

  has(repository: string): boolean {
    return this.#files.exists(`${this.#manifests(repository)}`);
  }

  tags(repository: string): string[] {
    return this.#list(`${this.#manifests(repository)}/tags`);
  }

  /** Digest of a tag's manifest, or the digest itself if its manifest is here. */
  manifestDigest(repository: string, reference: string): string | undefined {
    if (!reference.includes(':')) return this.#text(`${this.#manifests(repository)}/tags/${reference}/current/link`);
    return this.#text(`${this.#manifests(repository)}/revisions/${asPath(reference)}/link`);
  }

  putManifest(repository: string, digest: string, bytes: Bytes, tag: string | undefined): void {
    this.#writeBlob(digest, bytes, bytes.length);
    this.#write(`${this.#manifests(repository)}/revisions/${asPath(digest)}/link`, encode(digest));
    if (tag === undefined) return;
    const directory = `${this.#manifests(repository)}/tags/${tag}`;
    this.#write(`${directory}/index/${asPath(digest)}/link`, encode(digest));
    this.#write(`${directory}/current/link`, encode(digest));
  }

  removeManifest(repository: string, digest: string): void {
    for (const tag of this.tags(repository)) {
      if (this.manifestDigest(repository, tag) === digest) this.#remove(`${this.#manifests(repository)}/tags/${tag}`);
    }
    this.#remove(`${this.#manifests(repository)}/revisions/${asPath(digest)}`);
  }

  hasBlob(repository: string, digest: string): boolean {
    return this.#files.exists(`${this.#layers(repository)}/${asPath(digest)}/link`);
  }

  blob(digest: string): Bytes | undefined {
    const path = this.#data(digest);
    return this.#files.exists(path) ? this.#files.readFile(path) : undefined;
  }

  blobSize(digest: string): number {
    return this.#files.stat(this.#data(digest)).size;
  }

  /** @param size octets that it counts for; what is beyond `bytes` is not kept */
  putBlob(repository: string, digest: string, bytes: Bytes, size: number): void {
    this.#writeBlob(digest, bytes, size);
    this.link(repository, digest);
  }

  link(repository: string, digest: string): void {
    this.#write(`${this.#layers(repository)}/${asPath(digest)}/link`, encode(digest));
  }

  #manifests = (repository: string): string => `${this.#root}/repositories/${repository}/_manifests`;
  #layers = (repository: string): string => `${this.#root}/repositories/${repository}/_layers`;
  #data = (digest: string): string => {
    const [algorithm = '', hex = ''] = digest.split(':');
    return `${this.#root}/blobs/${algorithm}/${hex.slice(0, 2)}/${hex}/data`;
  };

  #writeBlob(digest: string, bytes: Bytes, size: number): void {
    const path = this.#data(digest);
    if (this.#files.exists(path)) return;
    this.#write(path, bytes);
    if (size > bytes.length) this.#files.truncate(path, size);
  }

  #write(path: string, bytes: Bytes): void {
    this.#files.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    this.#files.writeFile(path, bytes);
  }

  #text(path: string): string | undefined {
    return this.#files.exists(path) ? decode(this.#files.readFile(path)) : undefined;
  }

  #list(path: string): string[] {
    try {
      return this.#files.readdir(path).map(({ name }) => name);
    } catch (error) {
      if (error instanceof Errno && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  #remove(path: string): void {
    if (!this.#files.exists(path)) return;
    if (!this.#files.isDirectory(path)) return this.#files.unlink(path);
    for (const name of this.#list(path)) this.#remove(`${path}/${name}`);
    this.#files.rmdir(path);
  }
}

const asPath = (digest: string): string => digest.replace(':', '/');
