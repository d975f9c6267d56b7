import { encode } from '../../kernel/bytes.ts';
import type { FrozenTree } from '../../kernel/fs/node.ts';
import { imageTree } from '../image-tree.ts';
import type { HistoryEntry, ImagePlatform, Layer, Manifest } from '../registry.ts';
import { sha256 } from '../sha256.ts';
import type { Recipe } from './recipe.ts';
import { configOf, readSteps } from './steps.ts';

const DAY = 86_400_000;
/** Share of a layer's size that gzip leaves, about. */
const COMPRESSION = 0.38;
const BUILDKIT = 'buildkit.dockerfile.v0';

const hash = (text: string): string => `sha256:${sha256(encode(text))}`;
const trees = new Map<Recipe, FrozenTree>();

/** The image of a recipe. Its ids are stable, but not those of the Hub. Images with the same base share its layers. */
export function manifestOf(name: string, recipe: Recipe, platform: ImagePlatform): Manifest | undefined {
  if (platform.os !== 'linux') return undefined;
  if (platform.architecture !== 'amd64' && (platform.architecture !== 'arm64' || recipe.only === 'amd64'))
    return undefined;
  const chain = lineage(recipe);
  const layers = layersOf(chain, platform.architecture);
  const history = historyOf(chain);
  const config = chain.reduce<Manifest['config'] | undefined>(
    (below, step) => configOf(readSteps(step), below),
    undefined,
  );
  if (config === undefined) throw new Error(`${name}: a recipe without steps`);
  const id = hash(JSON.stringify([platform, config, history, layers]));
  return {
    digest: hash(`${name} ${id}`),
    id,
    platform,
    created: history.at(-1)?.created ?? 0,
    author: '',
    comment: recipe.builder ?? BUILDKIT,
    dockerVersion: '',
    config,
    layers,
    history,
    tree: () => treeOf(recipe),
  };
}

/** Bottom first. */
const lineage = (recipe: Recipe): Recipe[] => [...(recipe.from === undefined ? [] : lineage(recipe.from)), recipe];

function layersOf(chain: readonly Recipe[], architecture: string): Layer[] {
  let below = architecture;
  return chain.flatMap((recipe) =>
    readSteps(recipe).flatMap(({ size, createdBy }) => {
      if (size === undefined) return [];
      below = hash(`${below} ${recipe.created} ${createdBy} ${size}`);
      const compressedSize = Math.max(32, Math.round(size * COMPRESSION));
      return [{ digest: hash(`gzip ${below}`), diffId: hash(`tar ${below}`), compressedSize, size }];
    }),
  );
}

/** Steps of a build follow one another by a second; the image below was made before. */
function historyOf(chain: readonly Recipe[]): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  for (const recipe of chain.toReversed()) {
    const end = Date.parse(`${recipe.created}T00:00:00Z`) + DAY * 0.9;
    let created = Math.min(end, (entries[0]?.created ?? Infinity) - DAY / 2) + 1000;
    const steps = readSteps(recipe).filter(({ silent }) => !silent);
    for (const { size, createdBy } of steps.toReversed()) {
      created -= 1000;
      entries.unshift({
        created,
        createdBy,
        comment: recipe.builder ?? BUILDKIT,
        author: '',
        emptyLayer: size === undefined,
      });
    }
  }
  return entries;
}

function treeOf(recipe: Recipe): FrozenTree {
  const made = trees.get(recipe);
  if (made !== undefined) return made;
  const from = recipe.from && treeOf(recipe.from);
  const { without = [], files = () => [] } = recipe;
  const tree = imageTree({ from, without, files: files(), created: Date.parse(recipe.created) });
  trees.set(recipe, tree);
  return tree;
}
