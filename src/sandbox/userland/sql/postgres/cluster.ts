import { decode, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import { loadEngine, SqlFile } from '../engine.ts';
import { PostgresFault } from './faults.ts';
import { type Asker, postgresFunctions } from './functions.ts';

export interface Role {
  readonly password: string | undefined;
  readonly superuser: boolean;
  readonly login: boolean;
  readonly createDatabase: boolean;
}

interface Catalogue {
  readonly roles: Record<string, Role>;
  /** Databases by name. */
  readonly databases: Record<string, { readonly oid: number; readonly owner: string }>;
  nextOid: number;
}

const FIRST_OID = 16_384;
const catalogueIn = (data: string): string => `${data}/global/drydock_catalogue.json`;
const fileIn = (data: string, oid: number): string => `${data}/base/${oid}/drydock.sqlite`;

/** What initdb leaves in a directory: the databases postgres, template0 and template1, and one superuser. */
export function initCluster(process: Process, data: string, user: string, password: string | undefined): void {
  const { fs } = process;
  for (const folder of ['global', 'base', 'base/1', 'base/4', 'base/5', 'pg_wal', 'pg_stat', 'pg_tblspc', 'pg_xact'])
    fs.mkdir(`${data}/${folder}`, { mode: 0o700 });
  const catalogue: Catalogue = {
    roles: { [user]: { password, superuser: true, login: true, createDatabase: true } },
    databases: {
      postgres: { oid: 5, owner: user },
      template0: { oid: 4, owner: user },
      template1: { oid: 1, owner: user },
    },
    nextOid: FIRST_OID,
  };
  fs.writeFile(catalogueIn(data), encode(JSON.stringify(catalogue)));
}

/** The databases and roles in a data directory, while a server has it. */
export class Cluster {
  readonly #process: Process;
  readonly data: string;
  readonly #catalogue: Catalogue;
  readonly #open = new Map<string, SqlFile>();
  readonly asker: Asker = { user: '', database: '' };

  /** @throws {Errno} */
  constructor(process: Process, data: string) {
    this.#process = process;
    this.data = data;
    this.#catalogue = JSON.parse(decode(process.fs.readFile(catalogueIn(data)))) as Catalogue;
  }

  get roles(): ReadonlyMap<string, Role> {
    return new Map(Object.entries(this.#catalogue.roles));
  }

  get databases(): ReadonlyMap<string, { readonly oid: number; readonly owner: string }> {
    return new Map(Object.entries(this.#catalogue.databases));
  }

  setRole(name: string, role: Role | undefined): void {
    if (role === undefined) delete this.#catalogue.roles[name];
    else this.#catalogue.roles[name] = role;
    this.#saveCatalogue();
  }

  createDatabase(name: string, owner: string): void {
    if (name in this.#catalogue.databases) throw new PostgresFault(`database "${name}" already exists`);
    const oid = this.#catalogue.nextOid++;
    this.#process.fs.mkdir(`${this.data}/base/${oid}`, { mode: 0o700 });
    this.#catalogue.databases[name] = { oid, owner };
    this.#saveCatalogue();
  }

  dropDatabase(name: string): void {
    const oid = this.databases.get(name)?.oid;
    if (oid === undefined) throw new PostgresFault(`database "${name}" does not exist`);
    const { fs } = this.#process;
    if (fs.exists(fileIn(this.data, oid))) fs.unlink(fileIn(this.data, oid));
    fs.rmdir(`${this.data}/base/${oid}`);
    this.#open.get(name)?.close();
    this.#open.delete(name);
    delete this.#catalogue.databases[name];
    this.#saveCatalogue();
  }

  #saveCatalogue(): void {
    this.#process.fs.writeFile(catalogueIn(this.data), encode(JSON.stringify(this.#catalogue)));
  }

  /** A database, read from its file at the first call. */
  async file(name: string): Promise<SqlFile> {
    const opened = this.#open.get(name);
    if (opened !== undefined) return opened;
    const engine = await this.#process.kernel.clock.outside(loadEngine());
    const path = fileIn(this.data, this.databases.get(name)?.oid ?? 0);
    const { fs } = this.#process;
    const content = fs.exists(path) ? fs.readFile(path) : undefined;
    const file = new SqlFile(
      engine,
      content,
      postgresFunctions(this.#process, this.asker),
      'PRAGMA case_sensitive_like=ON;',
    );
    this.#open.set(name, file);
    return file;
  }

  /** Writes a database to its file: what is committed outlives the server. @throws {PostgresFault} no space, no right */
  save(name: string, file: SqlFile): void {
    try {
      this.#process.fs.writeFile(fileIn(this.data, this.databases.get(name)?.oid ?? 0), file.bytes());
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      throw new PostgresFault(`could not extend file "base/${this.databases.get(name)?.oid ?? 0}": ${error.message}`);
    }
  }

  close(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
  }
}
