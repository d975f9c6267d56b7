import { NotSimulatedError } from './errors.ts';
import type { Io } from './io.ts';

interface Given {
  readonly flags: { readonly 'disable-content-trust': boolean };
  readonly changed: ReadonlySet<string>;
  readonly io: Pick<Io, 'env'>;
}

/**
 * There is no Notary server here, so nobody who asks for signatures may believe that they were looked at.
 *
 * @throws {NotSimulatedError} `--disable-content-trust=false`, or `DOCKER_CONTENT_TRUST=1` without the flag
 * @see docker/cli cli/trust, Enabled
 */
export function refuseContentTrust({ flags, changed, io }: Given): void {
  const isAsked = /^(1|t|true)$/i.test(io.env.get('DOCKER_CONTENT_TRUST') ?? '');
  const isDisabled = changed.has('disable-content-trust') || !isAsked ? flags['disable-content-trust'] : false;
  if (!isDisabled) throw new NotSimulatedError('Docker Content Trust, signatures checked by Notary');
}
