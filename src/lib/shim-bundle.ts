import { join } from 'node:path';
import { build } from 'esbuild';

/** From the project's folder: in a build this module itself lies elsewhere. */
const ENTRY = join('src', 'sandbox/runtimes/shim/main.ts');

/** What was made for CommonJS asks for `require`; the Node of a WebContainer may be older than `withResolvers`. */
const BANNER = `import{createRequire as __r}from'node:module';const require=__r(import.meta.url);
Promise.withResolvers??=function(){let resolve,reject;const promise=new this((a,b)=>{resolve=a;reject=b});return{promise,resolve,reject}};`;

/** `docker` for real Node: the simulated host and its client in one file that needs nothing beside it. */
export async function shimBundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    write: false,
    banner: { js: BANNER },
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made no file of the shim');
  return file.text;
}
