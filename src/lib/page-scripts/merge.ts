import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const SCRIPT = /<script type="module" src="([^"]*\/_astro\/([^"/]+\.js))"><\/script>/g;

/**
 * Makes one script of a page's entry scripts: they run in the order in which they stood. What they import stays in the
 * files where it is, as other programs share it; a file that another one imports stays as well.
 */
export class ScriptMerger {
  readonly #folder: string;
  readonly #imported: ReadonlySet<string>;
  readonly #merged = new Map<string, Promise<string>>();

  /**
   * @param folder _astro/ of the built site
   * @param imported names of the files that a program imports
   */
  constructor(folder: string, imported: ReadonlySet<string>) {
    this.#folder = folder;
    this.#imported = imported;
  }

  /** @returns the page with one script in place of the first, or as it was where it has no two that can be merged */
  async merge(html: string): Promise<string> {
    const scripts = [...html.matchAll(SCRIPT)].flatMap(([tag, address = '', name = '']) =>
      this.#imported.has(name) ? [] : [{ tag, address, name }],
    );
    const [first] = scripts;
    const names = [...new Set(scripts.map(({ name }) => name))];
    if (first === undefined || names.length < 2) return html;
    const name = await this.#write(names);
    const whole = scripts.slice(1).reduce((page, { tag }) => page.replace(tag, ''), html);
    return whole.replace(first.tag, `<script type="module" src="${first.address.replace(first.name, name)}"></script>`);
  }

  #write(names: readonly string[]): Promise<string> {
    const key = names.join(' ');
    const known = this.#merged.get(key) ?? this.#bundle(names);
    this.#merged.set(key, known);
    return known;
  }

  async #bundle(names: readonly string[]): Promise<string> {
    const own = new Set(names);
    const { outputFiles } = await build({
      stdin: { contents: names.map((name) => `import './${name}';`).join('\n'), resolveDir: this.#folder },
      bundle: true,
      format: 'esm',
      minify: true,
      write: false,
      target: 'es2022',
      legalComments: 'none',
      plugins: [
        {
          name: 'shared-stays',
          setup: ({ onResolve }) => {
            onResolve({ filter: /^\./ }, ({ path }) =>
              own.has(basename(path)) ? undefined : { path: `./${basename(path)}`, external: true },
            );
          },
        },
      ],
    });
    const text = outputFiles[0]?.text ?? '';
    const name = `page-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.js`;
    await writeFile(join(this.#folder, name), text);
    return name;
  }
}

/** @returns names of the files that a program imports, at once or later. */
export async function importedFiles(folder: string, names: readonly string[]): Promise<Set<string>> {
  const imported = new Set<string>();
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8');
    for (const [, file = ''] of text.matchAll(/(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g))
      imported.add(file);
  }
  return imported;
}
