import { readAnnotations } from '../buildx/image-annotations.ts';
import { StatusError, UsageError } from '../errors.ts';
import { readFields } from './output.ts';

/** What the driver `docker` refuses, in buildx's words. @see buildx driver/features.go, ErrNotSupported */
export const unsupported = (feature: string, page: string): string =>
  `${feature} is not supported for the docker driver.\nSwitch to a different driver, or turn on the containerd image store, and try again.\nLearn more at https://docs.docker.com/go/${page}/`;

/** `--attest`, `--provenance` and `--sbom`: only switched off. */
export function checkAttestations(attest: readonly string[], provenance: string, sbom: string): void {
  const isOff = (text: string) => text === 'false' || text === '0';
  const wanted = attest.map((text) => readFields(text).get('disabled') !== 'true');
  for (const text of [provenance, sbom]) {
    if (text === '') continue;
    const isSwitch = /^(?:true|false|0|1)$/i.test(text);
    if (!isSwitch) readFields(text);
    wanted.push(!isOff(text) && (isSwitch || readFields(text).get('disabled') !== 'true'));
  }
  if (wanted.includes(true)) throw new UsageError(unsupported('Attestation', 'attestations'));
}

/** `--annotation [TYPE[PLATFORM]:]KEY=VALUE`: checked; an image of this store keeps none. @see buildx util/buildflags/attests.go */
export function checkAnnotations(texts: readonly string[]): void {
  const annotations = annotationsOf(texts);
  if (annotations.some(({ type }) => type.startsWith('index'))) {
    throw new UsageError('index annotations not supported for single platform export');
  }
}

function annotationsOf(texts: readonly string[]) {
  try {
    return readAnnotations(texts);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`parse annotations: ${error.message}`);
    throw error;
  }
}

/** `--allow`: whether steps may ask for the host's network. */
export function readEntitlements(texts: readonly string[]): { readonly hostNetwork: boolean } {
  for (const text of texts) {
    const [name = ''] = text.split('=');
    if (!['network.host', 'security.insecure', 'device', 'fs', 'fs.read', 'fs.write', 'ssh'].includes(name)) {
      throw new UsageError(`unknown entitlement ${text}`);
    }
    if (name === 'security.insecure' || name === 'device') {
      throw new UsageError(
        `failed to solve: granting entitlement ${name} is not allowed by build daemon configuration`,
      );
    }
  }
  return { hostNetwork: texts.includes('network.host') };
}

/** `KEY=value` of --label and --build-arg. @throws {StatusError} `ERROR: invalid key-value pair "=x": empty key` */
export function checkPairs(texts: readonly string[]): void {
  for (const text of texts) {
    if (text !== '' && !text.startsWith('=')) continue;
    throw new StatusError(1, `ERROR: invalid key-value pair ${JSON.stringify(text)}: empty key`);
  }
}
