import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * A service worker in one file, as every browser with service workers runs it.
 * @param entry file of src/offline/
 * @param banner script before it: the list of files
 */
export async function bundle(entry: string, banner: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join('src', 'offline', entry)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: banner },
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild made no file of ${entry}`);
  return file.text;
}
