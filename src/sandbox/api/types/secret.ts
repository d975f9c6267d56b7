import type { SwarmMeta } from './swarm.ts';

export interface SecretSpec {
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>>;
  /** Base64; goes in, never comes out. */
  readonly Data?: string;
  readonly Driver?: { readonly Name: string };
  readonly Templating?: { readonly Name: string };
}

/** GET /secrets/{id} */
export interface Secret extends SwarmMeta {
  readonly Spec: SecretSpec;
}

export interface IdResponse {
  readonly ID: string;
}
