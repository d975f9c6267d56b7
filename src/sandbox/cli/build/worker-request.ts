import { parseReference } from '../../api/reference.ts';
import type { BuildExport, BuildRequest } from '../../api/types/build.ts';
import { authHeader } from '../command/registry/server.ts';
import { readConfig } from '../config-file.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { BuildOptions } from './options.ts';
import { type BuildOutput, readFields } from './output.ts';

type WorkerRequest = Pick<BuildRequest, 'worker' | 'platforms' | 'exports' | 'provenance' | 'auths'>;

export const NO_OUTPUT =
  'WARNING: No output specified with docker-container driver. Build result will only remain in the build cache. To push result image into registry use --push or to load image into docker use --load\n';

/** What the driver docker-container can do more than the engine's own. @throws {UsageError} what it can't */
export function workerRequest(
  io: Io,
  options: BuildOptions,
  {
    worker,
    platforms,
    outputs,
    tags,
  }: {
    readonly worker: string;
    readonly platforms: readonly string[];
    readonly outputs: readonly BuildOutput[];
    readonly tags: readonly string[];
  },
): WorkerRequest {
  const isDocker = outputs.some(
    (output) => output.type === 'docker' || ('format' in output && output.format === 'docker'),
  );
  if (isDocker && (platforms.length > 1 || isOn(options.sbom))) {
    throw new UsageError('docker exporter does not currently support exporting manifest lists');
  }
  checkSimulated(options);
  const exports = outputs.flatMap((output): BuildExport[] => {
    if (output.type === 'none') return [];
    if (output.type === 'image') return [{ ...output, names: [...tags, ...output.names] }];
    if (output.type === 'archive') {
      return [{ type: output.type, format: output.format, names: [...tags, ...output.names] }];
    }
    return [output.type === 'docker' ? { type: output.type } : { type: output.type, splits: output.splits }];
  });
  const config = readConfig(io);
  const pushed = exports.flatMap((each) => (each.type === 'image' && each.push ? each.names : []));
  const domains = new Set(pushed.map((name) => parseReference(name).domain));
  return {
    worker,
    platforms,
    exports,
    provenance: wantsProvenance(options),
    auths: Object.fromEntries([...domains].map((domain) => [domain, authHeader(config, { domain })])),
  };
}

const isOn = (text: string): boolean => text !== '' && text !== 'false' && text !== '0';

/** It is added unless it is switched off. @see buildx build/opt.go */
function wantsProvenance({ provenance, attest }: BuildOptions): boolean {
  if (provenance === 'false' || provenance === '0') return false;
  return !attest.some((text) => {
    const fields = readFields(text);
    return fields.get('type') === 'provenance' && fields.get('disabled') === 'true';
  });
}

function checkSimulated({ sbom, attest }: BuildOptions): void {
  if (isOn(sbom) || attest.some((text) => readFields(text).get('type') === 'sbom')) {
    throw new UsageError('drydock: not simulated: an SBOM of a build');
  }
}
