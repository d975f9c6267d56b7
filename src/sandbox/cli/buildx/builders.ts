import { decode, encode } from '../../kernel/bytes.ts';
import { configDirectory } from '../config-file.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';

export interface BuilderNode {
  readonly Name: string;
  readonly Endpoint: string;
  readonly Platforms: readonly string[] | null;
  readonly Flags: readonly string[];
  readonly DriverOpts: Readonly<Record<string, string>> | null;
}

/** A builder that `docker buildx create` made. */
export interface BuilderInstance {
  readonly Name: string;
  readonly Driver: string;
  readonly Nodes: readonly BuilderNode[];
  /** Milliseconds since 1970. */
  readonly LastActivity: number;
}

type Place = Pick<Io, 'env' | 'fs'>;
export const DEFAULT_BUILDER = 'default';

const directory = (io: Place): string => `${configDirectory(io)}/buildx`;
const instancePath = (io: Place, name: string): string => `${directory(io)}/instances/${name}`;

/** @throws {StatusError} `ERROR: invalid name a b, name needs to start with a letter …` */
export function checkBuilderName(name: string): string {
  if (/^[a-zA-Z][a-zA-Z0-9._-]*$/.test(name)) return name;
  throw new StatusError(
    1,
    `ERROR: invalid name ${name}, name needs to start with a letter and may not contain symbols, except ._-`,
  );
}

export function listBuilders(io: Place): BuilderInstance[] {
  const path = `${directory(io)}/instances`;
  if (!io.fs.isDirectory(path)) return [];
  return io.fs.readdir(path).flatMap(({ name }) => findBuilder(io, name) ?? []);
}

export function findBuilder(io: Place, name: string): BuilderInstance | undefined {
  const path = instancePath(io, name);
  if (name === '' || !io.fs.exists(path)) return undefined;
  return JSON.parse(decode(io.fs.readFile(path))) as BuilderInstance;
}

export function saveBuilder(io: Place, builder: BuilderInstance): void {
  io.fs.mkdir(`${directory(io)}/instances`, { recursive: true, mode: 0o700 });
  io.fs.writeFile(instancePath(io, builder.Name), encode(JSON.stringify(builder)), { mode: 0o600 });
}

export function removeBuilder(io: Place, name: string): void {
  io.fs.unlink(instancePath(io, name));
  if (currentBuilder(io) === name) useBuilder(io, DEFAULT_BUILDER);
}

/** The builder that builds use without `--builder`. */
export function currentBuilder(io: Place): string {
  const variable = io.env.get('BUILDX_BUILDER') ?? '';
  if (variable !== '') return variable;
  const path = `${directory(io)}/current`;
  if (!io.fs.exists(path)) return DEFAULT_BUILDER;
  const { Name } = JSON.parse(decode(io.fs.readFile(path))) as { Name: string };
  return Name === '' ? DEFAULT_BUILDER : Name;
}

export function useBuilder(io: Place, name: string): void {
  io.fs.mkdir(directory(io), { recursive: true, mode: 0o700 });
  const current = { Key: 'unix:///var/run/docker.sock', Name: name === DEFAULT_BUILDER ? '' : name, Global: false };
  io.fs.writeFile(`${directory(io)}/current`, encode(JSON.stringify(current)), { mode: 0o600 });
}
