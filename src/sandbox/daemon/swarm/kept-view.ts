import type { Config } from '../../api/types/config.ts';
import type { Secret } from '../../api/types/secret.ts';
import type { ConfigRecord, SecretRecord } from './state.ts';
import { meta } from './view.ts';

/** What a secret holds never comes out. */
export function secretView(record: SecretRecord): Secret {
  const { Data: _hidden, ...spec } = record.spec;
  return { ...meta(record), Spec: spec };
}

export const configView = (record: ConfigRecord): Config => ({ ...meta(record), Spec: record.spec });
