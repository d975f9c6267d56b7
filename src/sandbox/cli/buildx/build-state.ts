import { decode, encode } from '../../kernel/bytes.ts';
import { configDirectory } from '../config-file.ts';
import type { Io } from '../io.ts';
import { absolute } from '../opts/absolute.ts';
import type { ChosenBuilder } from './choose.ts';

/** What the client keeps of a build beside what its builder does. @see buildx localstate */
export interface BuildState {
  readonly Target: string;
  /** Absolute path of the context, or `-`. */
  readonly LocalPath: string;
  /** Absolute path, `-`, or '' for the Dockerfile of the context. */
  readonly DockerfilePath: string;
}

/** What is kept of a build that was asked for with a context and a Dockerfile, either of them `-` for the input. */
export function buildStateOf(
  io: Io,
  { path, file, target }: { readonly path: string; readonly file: string; readonly target: string },
): BuildState {
  const placeOf = (name: string) => (name === '' || name === '-' ? name : absolute(name, io));
  return { Target: target, LocalPath: placeOf(path), DockerfilePath: placeOf(file) };
}

type Place = Pick<ChosenBuilder, 'name' | 'node'>;

const pathOf = (io: Io, { name, node }: Place, reference: string): string =>
  `${configDirectory(io)}/buildx/refs/${name}/${node}/${reference}`;

export function saveBuildState(io: Io, builder: Place, reference: string, state: BuildState): void {
  const path = pathOf(io, builder, reference);
  io.fs.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true, mode: 0o700 });
  io.fs.writeFile(path, encode(JSON.stringify(state)), { mode: 0o600 });
}

export function findBuildState(io: Io, builder: ChosenBuilder, reference: string): BuildState | undefined {
  const path = pathOf(io, builder, reference);
  return io.fs.exists(path) ? (JSON.parse(decode(io.fs.readFile(path))) as BuildState) : undefined;
}

/** `app/web.Dockerfile (test)`: how lists name a build. @see buildx util/buildflags and history/internal, BuildName */
export function buildName({ LocalPath, DockerfilePath, Target }: BuildState): string {
  const local = LocalPath === '-' ? '' : LocalPath;
  const whole = ['-', 'Dockerfile'].includes(DockerfilePath) ? '' : DockerfilePath;
  const isDefault = whole === '' || whole.endsWith('/Dockerfile');
  const file = whole.endsWith('/Dockerfile') ? whole.slice(0, -'/Dockerfile'.length) : whole;
  const name = nameOf(local, file, isDefault);
  if (Target === '') return name;
  return name === '' ? Target : `${name} (${Target})`;
}

function nameOf(local: string, file: string, isDefault: boolean): string {
  if (file.startsWith(local) && file.length > local.length) return file.slice(local.lastIndexOf('/') + 1);
  const path = file === '' ? local : file;
  const at = path.lastIndexOf('/');
  const base = path.slice(at + 1);
  if (isDefault) return base;
  const above = at < 0 ? path : path.slice(0, at);
  return `${above.slice(above.lastIndexOf('/') + 1)}/${base}`;
}
