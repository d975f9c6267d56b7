import { mdxToJs } from 'satteri';
import { expect, test } from 'vitest';
import { inlineCodePlugin } from './inline-code.ts';
import { runSnippetsPlugin } from './run-snippets.ts';

const compile = async (source: string): Promise<string> => {
  const { code } = await mdxToJs(source, {
    mdastPlugins: [runSnippetsPlugin, inlineCodePlugin],
    fileURL: new URL(`file://${process.cwd()}/src/content/notes/x/y.mdx`),
  });
  return code;
};

test('a console block that is only shown keeps its text', async () => {
  expect(await compile('```console\n$ ls {a,b}\nout <x>\n```')).toMatch(
    /ConsoleBlock, \{\s*text: "\$ ls \{a,b\}\\nout <x>"/,
  );
});

test('a session at the keyboard is marked', async () => {
  expect(await compile('```console typed\n$ docker run -it ubuntu bash\n```')).toContain('typed: ""');
});

test('[BLOCKS-1] a mistake in a runnable block names file and line', async () => {
  await expect(compile('text\n\n```console run\n$ ls\noutput\n```')).rejects.toThrow('src/content/notes/x/y.mdx:5: ');
});

test('short inline code is kept on one line', async () => {
  expect(await compile('`-i`')).toContain('whole');
});

test('a flag in longer inline code is kept on one line', async () => {
  expect(await compile('`docker buildx create --name multi --use`')).toMatch(
    /className: "whole",\s*children: "--name"[^]*className: "whole",\s*children: "--use"/,
  );
});
