import { codeToHtml, createCssVariablesTheme } from 'shiki';
import { expect, test } from 'vitest';
import { codeClasses } from './code-classes.ts';

test('code has classes and no style attribute', async () => {
  const theme = createCssVariablesTheme({ name: 'css-variables', variablePrefix: '--astro-code-' });
  const html = await codeToHtml('FROM alpine # base', { lang: 'docker', theme, transformers: [codeClasses] });
  expect(html).not.toContain('style=');
  expect(html).toContain('<span class="t-keyword">FROM</span>');
});
