import type { BuildRequest } from '../../api/types/build.ts';
import type { Ulimit } from '../../api/types/container.ts';
import { StatusError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { checkAnnotations, checkAttestations, checkPairs, readEntitlements } from './driver-limits.ts';
import { readCacheFrom, readCacheTo } from './cache.ts';
import { checkDestination } from './check-destination.ts';
import { type BuildOutput, readOutputs } from './output.ts';
import { platformsOf } from './platform.ts';
import { checkTag } from './prepare.ts';
import { readSecret } from './secret.ts';
import { workerRequest } from './worker-request.ts';
import { checkAgent } from './ssh.ts';

/** What a build is asked for, as flags or a bake file write it. */
export interface BuildOptions {
  readonly path: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly target: string;
  readonly buildArgs: readonly string[];
  readonly labels: readonly string[];
  readonly platforms: readonly string[];
  readonly network: string;
  readonly addHosts: readonly string[];
  readonly noCache: boolean;
  readonly noCacheFilter: readonly string[];
  readonly pull: boolean;
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
  readonly contexts: readonly string[];
  readonly outputs: readonly string[];
  readonly push: boolean;
  readonly load: boolean;
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly attest: readonly string[];
  readonly provenance: string;
  readonly sbom: string;
  readonly annotations: readonly string[];
  readonly allow: readonly string[];
  readonly call: string;
  readonly cgroupParent: string;
  readonly shmSize: number;
  readonly ulimits: readonly Ulimit[];
}

export const NO_OPTIONS: BuildOptions = {
  ...{ path: '.', file: '', tags: [], target: '', buildArgs: [], labels: [], platforms: [], network: 'default' },
  ...{ addHosts: [], noCache: false, noCacheFilter: [], pull: false, secrets: [], ssh: [], contexts: [], outputs: [] },
  ...{ push: false, load: false, cacheFrom: [], cacheTo: [], attest: [], provenance: '', sbom: '', annotations: [] },
  ...{ allow: [], call: 'build', cgroupParent: '', shmSize: 0, ulimits: [] },
};

const CALLS = ['build', 'check', 'outline', 'targets'] as const;

/** A build that has been checked: what the daemon is asked for, beside the Dockerfile and its context. */
export interface ReadOptions {
  readonly request: Omit<BuildRequest, 'dockerfile' | 'dockerfileName' | 'ignore' | 'context'>;
  readonly outputs: readonly BuildOutput[];
  /** Names that are pushed. */
  readonly pushes: readonly string[];
  /** Directories of --build-context. */
  readonly named: ReadonlyMap<string, string>;
  readonly asJson: boolean;
  /** Told below the log. */
  readonly warnings: readonly string[];
  /** Where caches that come as files go, in their order. */
  readonly cacheFolders: readonly string[];
}

/** @throws {StatusError} values that don't parse, {UsageError} what can't be built */
export async function readOptions(io: Io, options: BuildOptions, worker?: string): Promise<ReadOptions> {
  const hasWorker = worker !== undefined;
  checkPairs(options.labels);
  checkPairs(options.buildArgs);
  const secrets: Record<string, string> = {};
  for (const text of options.secrets) {
    const [id, secret] = await readSecret(io, text);
    secrets[id] = secret;
  }
  const tags = options.tags.map(checkTag);
  checkAnnotations(options.annotations);
  const outputs = readOutputs(options.outputs, { push: options.push, load: options.load, tags, hasWorker });
  const { hostNetwork } = readEntitlements(options.allow);
  if (!hasWorker) {
    checkAttestations(options.attest, options.provenance, options.sbom);
  }
  for (const text of options.ssh) checkAgent(io, text);
  const platforms = platformsOf(options.platforms, hasWorker);
  const named = namedContexts(io, options.contexts);
  const { call, asJson } = callOf(options.call);
  const { sources, warnings } = readCacheFrom(io, options.cacheFrom);
  const { targets, folders } = readCacheTo(options.cacheTo, hasWorker);
  for (const output of outputs) if ('destination' in output) checkDestination(io, output);
  const files = outputs.flatMap((output) =>
    output.type === 'local' || output.type === 'tar' ? [{ type: output.type, splits: output.splits }] : [],
  );
  const outputNames = outputs.flatMap((output) => (output.type === 'image' ? output.names : []));
  const all = [...tags, ...outputNames.filter((name) => !tags.includes(name))];
  return {
    named,
    outputs,
    asJson,
    warnings,
    cacheFolders: folders,
    pushes: !hasWorker && outputs.some((output) => output.type === 'image' && output.push) ? all : [],
    request: {
      tags: all,
      target: options.target,
      // buildx hands this one on unasked. @see buildx build/opt.go
      buildArgs: Object.fromEntries(['SOURCE_DATE_EPOCH', ...options.buildArgs].flatMap((text) => pair(text, io))),
      labels: Object.fromEntries(options.labels.map(labelPair)),
      platform: platforms[0] ?? '',
      network: networkOf(options.network),
      addHosts: options.addHosts,
      noCache: options.noCache,
      noCacheFilter: options.noCacheFilter,
      pull: options.pull,
      secrets,
      ssh: options.ssh.map((text) => text.split('=', 1)[0] ?? text),
      namedContexts: Object.fromEntries(
        [...named].map(([name, value]) => [
          name,
          value.startsWith('docker-image://') ? { image: value.slice('docker-image://'.length) } : 'local',
        ]),
      ),
      output: wireOutput(outputs),
      cacheFrom: sources,
      cacheTo: targets,
      exports: files,
      cgroupParent: options.cgroupParent,
      shmSize: options.shmSize,
      ulimits: options.ulimits,
      allowsHostNetwork: hostNetwork,
      call,
      ...(hasWorker && workerRequest(io, options, { worker, platforms, outputs, tags })),
    },
  };
}

function wireOutput(outputs: readonly BuildOutput[]): BuildRequest['output'] {
  const image = outputs.some(({ type }) => type === 'image');
  const files = outputs.some(({ type }) => type === 'local' || type === 'tar');
  if (image && files) return 'image and files';
  return image ? 'image' : files ? 'files' : 'none';
}

/** `KEY=value`; a KEY alone takes its value from the environment, if it is there. */
export function pair(text: string, io: Io): (readonly [string, string])[] {
  const at = text.indexOf('=');
  if (at >= 0) return [[text.slice(0, at), text.slice(at + 1)]];
  const value = io.env.get(text);
  return value === undefined ? [] : [[text, value]];
}

export function labelPair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function namedContexts(io: Io, texts: readonly string[]): Map<string, string> {
  return new Map(
    texts.map((text): [string, string] => {
      const [name, value] = labelPair(text);
      if (value === '') throw new StatusError(1, `ERROR: invalid context value: ${text}, expected key=value`);
      const isImage = value.startsWith('docker-image://');
      if (value.startsWith('target:'))
        throw new UsageError(`failed to find target ${value.slice(7)} for context ${name}`);
      if (/^(https?|git|ssh|oci-layout):/.test(value)) {
        throw new UsageError(`drydock: not simulated: docker build --build-context ${text}`);
      }
      if (!isImage && !io.fs.isDirectory(value))
        throw new UsageError(`failed to get build context ${name}: stat ${value}: no such file or directory`);
      return [name, value];
    }),
  );
}

function callOf(text: string): { call: BuildRequest['call']; asJson: boolean } {
  const [name = '', ...options] = text.split(',');
  const call = name === 'lint' ? 'check' : CALLS.find((known) => known === name);
  if (call === undefined) {
    const request = `unsupported request frontend.${name}`;
    throw new UsageError(`failed to solve: ${request}: ${request}`);
  }
  return { call, asJson: options.includes('format=json') };
}

const networkOf = (text: string): string => {
  if (['default', 'none', 'host', ''].includes(text)) return text;
  throw new UsageError(
    `network mode ${JSON.stringify(text)} not supported by buildkit - you can define a custom network for your builder using the network driver-opt in buildx create`,
  );
};
