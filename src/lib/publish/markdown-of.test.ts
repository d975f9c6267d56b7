import { expect, test } from 'vitest';
import { markdownOf } from './markdown-of.ts';

const page = (text: string): string =>
  `<!doctype html><title>x</title><body><nav>Site</nav><main>${text}</main></body>`;

test('prose, links, tables and terms as Markdown; nothing to click', async () => {
  const text = await markdownOf(
    page(`<h1>Volumes</h1><a href="#x" aria-label="Link"></a><p>A <a href="/glossary/#volume">volume</a> is kept. Use <code>-v</code>.</p>
      <button>Copy</button><nav>On this page</nav><p class="needs-js">Run it</p>
      <table><tr><th>Flag</th><th>Does</th></tr><tr><td><code>--rm</code></td><td>a | b</td></tr></table>`),
  );
  expect(text).toBe(`# Volumes

A [volume](/glossary/#volume) is kept. Use \`-v\`.

| Flag   | Does   |
| ------ | ------ |
| \`--rm\` | a \\| b |
`);
});

test('a block keeps its prompts, its output and its line ends', async () => {
  const text = await markdownOf(
    page(`<figure><pre class="console"><code><span class="step"><span data-command><span class="prompt">$ </span><span>docker volume create shop</span></span><samp>
shop</samp></span><span class="step"><span data-command><span class="prompt">$ </span>docker ps</span></span></code></pre><figcaption class="snippet-bar">Run</figcaption></figure>`),
  );
  expect(text).toBe('```console\n$ docker volume create shop\nshop\n$ docker ps\n```\n');
});

test('a drawing is what its description says', async () => {
  expect(await markdownOf(page('<svg><title>Layers</title><desc>Three of them.</desc><path/></svg>'))).toBe(
    '*Layers. Three of them.*\n',
  );
});

test('a page without a main part has no text', async () => {
  expect(await markdownOf('<p>no</p>')).toBeUndefined();
});
