import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importedPaths, importsOf } from '../worker-chunks.ts';

const COMPONENTS = join(import.meta.dirname, '../../components');
/** What the pages with notes have: their scripts share modules that are a few hundred bytes each. */
const ON_NOTES = [
  'CodeBlock/CodeBlock.astro',
  'ConsoleBlock.astro',
  'Dock/Dock.astro',
  'Offline/NewVersion.astro',
  'Placeholders/FillIn.astro',
  'Progress/NoteMarks.astro',
  'RunnableSnippet/SnippetBar.astro',
  'Search/Search.astro',
  'TableOfContents/TableOfContents.astro',
  'TermCard/TermCard.astro',
  'ThemeSwitch/ThemeSwitch.astro',
];

/** Puts what the scripts of a note import into one chunk: left to itself the bundler makes a dozen of it. */
export function pageChunks() {
  let modules: Set<string> | undefined;
  return {
    groups: [
      {
        name: 'page',
        test: (id: string): boolean => id.includes('vite/preload-helper') || (modules ??= read()).has(id),
      },
    ],
  };
}

function read(): Set<string> {
  return new Set(ON_NOTES.flatMap((component) => scriptImports(join(COMPONENTS, component))));
}

/** Files that the `<script>` of a component imports at once, and those that these import. */
function scriptImports(component: string): string[] {
  const script = /<script>([\s\S]*)<\/script>/.exec(readFileSync(component, 'utf8'))?.[1] ?? '';
  return importedPaths(script.replaceAll(/^ +/gm, '')).flatMap((path) => [
    ...importsOf(join(dirname(component), path)),
  ]);
}
