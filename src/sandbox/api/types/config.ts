import type { SwarmMeta } from './swarm.ts';

export interface ConfigSpec {
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>>;
  /** Base64. */
  readonly Data?: string;
  readonly Templating?: { readonly Name: string };
}

/** GET /configs/{id} */
export interface Config extends SwarmMeta {
  readonly Spec: ConfigSpec;
}
