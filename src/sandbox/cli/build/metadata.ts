import { parseReference } from '../../api/reference.ts';
import type { BuildMaterial, BuildRequest } from '../../api/types/build.ts';
import type { BuildOutcome } from './show-build.ts';

/** `pkg:docker/busybox@latest?platform=linux%2Famd64`. @see buildkit util/purl/image.go */
export function packageUrl({ name, platform }: BuildMaterial): string {
  const { domain, path, tag = 'latest' } = parseReference(name);
  const short = domain === 'docker.io' ? path.replace(/^library\//, '') : `${domain}/${path}`;
  return `pkg:docker/${short}@${tag}?platform=${encodeURIComponent(platform)}`;
}

/** The least that buildx tells of how an image came about. @see SLSA provenance 0.2, mode=min */
function provenanceOf(materials: readonly BuildMaterial[], request: BuildRequest) {
  const isLocal = request.context === 'local';
  return {
    builder: { id: '' },
    buildType: 'https://mobyproject.org/buildkit@v1',
    materials: materials.map((material) => ({
      uri: packageUrl(material),
      ...(material.digest !== '' && { digest: { sha256: material.digest.replace('sha256:', '') } }),
    })),
    invocation: {
      configSource: { entryPoint: isLocal ? (request.dockerfileName.split('/').at(-1) ?? '') : 'Dockerfile' },
      parameters: {
        frontend: 'dockerfile.v0',
        ...argsOf(request),
        locals: [{ name: 'context' }, { name: 'dockerfile' }],
      },
      environment: { platform: 'linux/amd64' },
    },
  };
}

function argsOf({ context, target, buildArgs, labels, noCache }: BuildRequest) {
  const args: Record<string, string> = {
    ...(context !== 'local' && { dockerfilekey: 'dockerfile' }),
    ...(target !== '' && { target }),
    ...(noCache && { 'no-cache': '' }),
    ...Object.fromEntries(Object.entries(buildArgs).map(([key, value]) => [`build-arg:${key}`, value])),
    ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [`label:${key}`, value])),
  };
  const sorted = Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.length === 0 ? {} : { args: Object.fromEntries(sorted) };
}

/** What `--metadata-file` gets. @param reference name of the build in its builder's history */
export function metadataOf(
  image: BuildOutcome['image'],
  request: BuildRequest,
  reference: string,
): Record<string, unknown> {
  return {
    'buildx.build.provenance': provenanceOf(image?.materials ?? [], request),
    'buildx.build.ref': reference,
    ...(image !== undefined && {
      ...(image.descriptor?.digest !== image.id && { 'containerimage.config.digest': image.id }),
      ...(image.descriptor !== undefined && { 'containerimage.descriptor': image.descriptor }),
      'containerimage.digest': image.descriptor?.digest ?? image.id,
      ...(image.names.length > 0 && { 'image.name': image.names.join(',') }),
    }),
  };
}
