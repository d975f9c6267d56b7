import { expect, test } from 'vitest';
import { decode, encode } from '../../kernel/bytes.ts';
import { expandFile, type TemplateSources } from './file-template.ts';

const sources: TemplateSources = {
  context: (text) => text.replace(/\{\{\s*\.Service\.Name\s*\}\}/, 'web'),
  env: (name) => (name === 'X' ? '1' : undefined),
  secret: (name) => (name === 'pw' ? encode('sesame') : undefined),
  config: () => undefined,
};
const expand = (text: string) => decode(expandFile(encode(text), sources));

test('[SWARM-40] a template has the names of its task, its environment and its secrets', () => {
  expect(expand('{{.Service.Name}}:{{ env "X" }}:{{ env "Y" }}:{{ secret "pw" }}')).toBe('web:1::sesame');
});

test('[SWARM-41] what is not simulated, or not there, is refused', () => {
  expect(() => expand('{{ if true }}x{{ end }}')).toThrow('drydock: not simulated: template action {{ if true }}');
  expect(() => expand('{{ secret "other" }}')).toThrow('secret target other not found');
});
