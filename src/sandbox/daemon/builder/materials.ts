import { formatPlatform } from '../../api/platform.ts';
import { parseReference } from '../../api/reference.ts';
import type { BuildMaterial } from '../../api/types/build.ts';
import type { Daemon } from '../daemon.ts';
import { digestsOf } from '../image/find.ts';
import type { BaseImage } from './base-image.ts';
import type { Plan } from './convert.ts';

/** The images that a build took: those that stages start from, and those that files came from. */
export function materialsOf(daemon: Daemon, { bases, images }: Plan): readonly BuildMaterial[] {
  const started = [...bases.values()].flatMap((base) => (base.kind === 'image' ? [base.image] : []));
  const found = new Map([...started, ...images.values()].map((image) => [image.name, image]));
  return [...found.values()].flatMap((image): readonly BuildMaterial[] => {
    const linked = linkedMaterials(daemon, image);
    if (linked !== undefined) return linked;
    const digest = image.pulled?.digest ?? storedDigest(daemon, image);
    return [{ name: image.name, platform: formatPlatform(image), digest }];
  });
}

/** Of what another build of the bake has made: what that one took. */
const linkedMaterials = ({ builds }: Daemon, { name, alias }: BaseImage): readonly BuildMaterial[] | undefined =>
  alias === '' ? builds.results.get(name.replace(/^input:/, ''))?.materials : undefined;

function storedDigest(daemon: Daemon, { name }: BaseImage): string {
  const { path, tag = 'latest' } = parseReference(name);
  const short = `${path.replace(/^library\//, '')}:${tag}`;
  const id = daemon.state.references.get(short);
  const [digest] = id === undefined ? [] : digestsOf(daemon, id);
  return digest?.split('@')[1] ?? '';
}
