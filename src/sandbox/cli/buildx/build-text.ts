import { parseReference } from '../../api/reference.ts';
import type { BuildMaterial, BuildRecord } from '../../api/types/build.ts';
import { encode } from '../../kernel/bytes.ts';
import { sha256 } from '../../kernel/sha256.ts';
import { excerpt } from '../build/excerpt.ts';
import { packageUrl } from '../build/metadata.ts';
import { tenths } from '../build/duration.ts';
import type { Io } from '../io.ts';
import type { KnownBuild } from './build-records.ts';
import { findBuildState } from './build-state.ts';
import type { ChosenBuilder } from './choose.ts';
import { tabCells } from './tab-cells.ts';

const second = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const PROVENANCE = 'https://slsa.dev/provenance/v0.2';
const CONFIG = 'application/vnd.docker.container.image.v1+json';

/** What `docker buildx history inspect` tells of a build. @see buildx commands/history/inspect.go */
export function buildText(io: Io, builder: ChosenBuilder, build: KnownBuild): string {
  const { record, name, total, completed, cached } = build;
  const share = total === 0 ? 0 : Math.round((cached * 100) / total);
  const options: string[][] = [
    ...(['', 'default'].includes(record.network) ? [] : [['Network:', record.network]]),
    ...(builder.worker === undefined ? [['Image Resolve Mode:', 'local']] : []),
    ...(contextOf(io, builder, build) === '-' ? [['dockerfilekey:', 'dockerfile']] : []),
  ];
  const head = tabCells([
    ...(name === '' ? [] : [['Name:', name]]),
    ['Ref:', record.reference],
    ['Context:', contextOf(io, builder, build)],
    ['Dockerfile:', fileOf(io, builder, build)],
    ...(record.target === '' ? [] : [['Target:', record.target]]),
    ...(record.platforms.length === 0 ? [] : [['Platforms:', record.platforms.join(', ')]]),
  ]);
  const times = tabCells([
    ['Started:', second(record.started)],
    ['Duration:', tenths(record.duration)],
    ...(record.error === undefined ? [] : [['Error:', `Unknown ${record.error}`]]),
    ['Build Steps:', `${completed}/${total} (${share}% cached)`],
  ]);
  const parts = [
    head,
    times,
    ...(options.length === 0 ? [] : [tabCells(options)]),
    ...pairsOf('BUILD ARG', record.buildArgs),
    ...pairsOf('LABEL', record.labels),
    ...(record.error === undefined ? resultOf(build) : [failureText(build)]),
  ];
  const reference = record.reference;
  const place = `${builder.name}/${builder.node}/${reference}`;
  const hint = record.error === undefined ? '' : 'Enable --debug to see stack traces for error\n';
  return `${parts.join('\n')}\n${hint}Print build logs: docker buildx history logs ${reference}\nView build in Docker Desktop: docker-desktop://dashboard/build/${place}\n`;
}

function pairsOf(title: string, pairs: Readonly<Record<string, string>>): string[] {
  const rows = Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1));
  return rows.length === 0 ? [] : [tabCells([[title, 'VALUE'], ...rows])];
}

function resultOf({ record }: KnownBuild): string[] {
  const materials = record.materials.map((material) => [packageUrl(material), material.digest || digestOf(material)]);
  const attachments = record.image === '' ? [] : attachmentsOf(record).map(({ Digest, Type }) => [Digest, '', Type]);
  return [
    ...(materials.length === 0 ? [] : [`Materials:\n${tabCells([['URI', 'DIGEST'], ...materials])}`]),
    ...(attachments.length === 0
      ? []
      : [`Attachments:\n${tabCells([['DIGEST', 'PLATFORM', 'TYPE'], ...attachments])}`]),
  ];
}

/** What a build has left: its image, and how that came about. */
export const attachmentsOf = ({ image, descriptor, reference }: BuildRecord) => [
  { Digest: descriptor?.digest ?? image, Type: descriptor?.mediaType ?? CONFIG },
  { Digest: `sha256:${sha256(encode(`provenance ${reference}`))}`, Type: PROVENANCE },
];

/** Of an image that was only built here. */
const digestOf = ({ name }: BuildMaterial): string => `sha256:${sha256(encode(parseReference(name).path))}`;

function failureText({ record }: KnownBuild): string {
  const failed = record.events.find((event) => event.type === 'failed');
  return failed?.failure.source === undefined ? '' : excerpt(failed.failure.source);
}

/** As seen from where the client is: Go's filepath.Rel. */
function relative(io: Io, path: string): string {
  const here = io.fs.realpath('.').split('/').filter(Boolean);
  const there = path.split('/').filter(Boolean);
  const same = there.findIndex((name, index) => name !== here[index]);
  const shared = same < 0 ? Math.min(there.length, here.length) : same;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/') || '.';
}

export function contextOf(io: Io, builder: ChosenBuilder, { record }: KnownBuild): string {
  const { LocalPath = '' } = findBuildState(io, builder, record.reference) ?? {};
  return LocalPath === '-' || LocalPath === '' ? '-' : relative(io, LocalPath);
}

export function fileOf(io: Io, builder: ChosenBuilder, { record }: KnownBuild): string {
  const state = findBuildState(io, builder, record.reference);
  if (state === undefined || ['', '-'].includes(state.DockerfilePath)) return record.dockerfile || 'Dockerfile';
  const { DockerfilePath, LocalPath } = state;
  return DockerfilePath.startsWith(`${LocalPath}/`) ? DockerfilePath.slice(LocalPath.length + 1) : DockerfilePath;
}
