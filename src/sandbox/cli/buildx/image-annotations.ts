import { UsageError } from '../errors.ts';

const TYPES = ['manifest', 'manifest-descriptor', 'index', 'index-descriptor'];

/** What is said of a part of an image. */
export interface ImageAnnotation {
  readonly type: string;
  /** `linux/arm64`, or '' for all. */
  readonly platform: string;
  readonly key: string;
  readonly value: string;
}

/**
 * Reads `--annotation [TYPE[PLATFORM]:]KEY=VALUE`; several types stand between commas.
 *
 * @throws {UsageError} `unknown annotation type "nosuch"`, `invalid annotation "x", expected key=value`
 * @see buildx util/buildflags/attests.go
 */
export function readAnnotations(texts: readonly string[]): readonly ImageAnnotation[] {
  return texts.flatMap((text) => {
    const [, types = 'manifest', platform = '', pair = ''] =
      /^(?:([a-z,-]+)(?:\[([\w/-]+)\])?:)?(.*)$/s.exec(text) ?? [];
    for (const type of types.split(',')) {
      if (!TYPES.includes(type)) throw new UsageError(`unknown annotation type ${JSON.stringify(type)}`);
    }
    const at = pair.indexOf('=');
    if (at < 0) throw new UsageError(`invalid annotation ${JSON.stringify(pair)}, expected key=value`);
    return types.split(',').map((type) => ({ type, platform, key: pair.slice(0, at), value: pair.slice(at + 1) }));
  });
}
