import { EMPTY_IMAGE_CONFIG } from '../../api/empty-image-config.ts';
import type { ImageConfig } from '../../api/types/image.ts';
import type { Scope } from '../../dockerfile/scope.ts';
import type { Stage } from '../../dockerfile/stages.ts';
import type { ImagePlatform } from '../../registry/registry.ts';
import type { HistoryRecord } from '../state.ts';
import type { Operation } from './operation.ts';

export type ConfigDraft = { -readonly [Key in keyof ImageConfig]: ImageConfig[Key] };

/** A line of history; `created` is filled in when the layers are there. */
export type HistoryDraft = Omit<HistoryRecord, 'created'> & { readonly created: number | undefined };

/** A stage while its instructions are read. */
export interface StageState {
  readonly stage: Stage;
  /** `base`, `stage-1`, or '' where there is only one. */
  readonly name: string;
  readonly platform: ImagePlatform;
  /** `linux/amd64` and `->arm64`, in front of steps of a build for several platforms. */
  readonly shownPlatform: string;
  readonly shownTarget: string;
  readonly config: ConfigDraft;
  readonly history: HistoryDraft[];
  readonly scope: Scope;
  operation: Operation;
  author: string;
  cmdIsSet: boolean;
  /** Steps that will be shown, and how many were. */
  steps: number;
  shown: number;
}

/** A configuration that a stage may change. */
export const ownConfig = (config: ImageConfig): ConfigDraft => ({
  ...EMPTY_IMAGE_CONFIG,
  ...config,
  Env: config.Env && [...config.Env],
  Labels: config.Labels && { ...config.Labels },
});

export const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `[base 2/3] RUN make`. @see buildkit dockerfile2llb/convert.go, prefixCommand */
export function stepName(state: StageState, text: string, target = state.shownTarget): string {
  if (state.steps === 0) return text;
  state.shown++;
  const number = String(state.shown).padStart(String(state.steps).length);
  const platform = state.shownPlatform === '' ? '' : `${state.shownPlatform}${target} `;
  return `[${platform}${state.name === '' ? '' : `${state.name} `}${number}/${state.steps}] ${text}`;
}

export function note(state: StageState, createdBy: string, layer = false): void {
  state.history.push({
    created: undefined,
    createdBy,
    comment: 'buildkit.dockerfile.v0',
    author: state.author,
    emptyLayer: !layer,
  });
}
