import { StreamLanguage, type StreamParser } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

/** What a file is written in, by its name. */
export type LanguageName =
  'dockerfile' | 'compose' | 'yaml' | 'shell' | 'python' | 'javascript' | 'json' | 'css' | 'html' | 'nginx' | 'text';

const BY_ENDING: Readonly<Record<string, LanguageName>> = {
  sh: 'shell', env: 'shell', yaml: 'yaml', yml: 'yaml', py: 'python', js: 'javascript', mjs: 'javascript', cjs: 'javascript',
  json: 'json', css: 'css', html: 'html', htm: 'html', xml: 'html', svg: 'html', conf: 'nginx',
}; // prettier-ignore

/** @param path of the file; only its last part counts */
export function languageOf(path: string): LanguageName {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:Dockerfile|Containerfile)(?:\.|$)|\.Dockerfile$/i.test(name)) return 'dockerfile';
  if (/^(?:docker-)?(?:compose|stack)\b.*\.ya?ml$/.test(name)) return 'compose';
  if (name.startsWith('.env')) return 'shell';
  return BY_ENDING[name.slice(name.lastIndexOf('.') + 1)] ?? 'text';
}

/** Highlighting; each mode is fetched when a file first needs it. */
export async function highlighting(name: LanguageName): Promise<Extension> {
  const mode = await modeOf(name);
  return mode === undefined ? [] : StreamLanguage.define(mode);
}

async function modeOf(name: LanguageName): Promise<StreamParser<unknown> | undefined> {
  switch (name) {
    case 'dockerfile':
      return (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile;
    case 'compose':
    case 'yaml':
      return (await import('@codemirror/legacy-modes/mode/yaml')).yaml;
    case 'shell':
      return (await import('@codemirror/legacy-modes/mode/shell')).shell;
    case 'python':
      return (await import('@codemirror/legacy-modes/mode/python')).python;
    case 'javascript':
      return (await import('@codemirror/legacy-modes/mode/javascript')).javascript;
    case 'json':
      return (await import('@codemirror/legacy-modes/mode/javascript')).json;
    case 'css':
      return (await import('@codemirror/legacy-modes/mode/css')).css;
    case 'html':
      return (await import('@codemirror/legacy-modes/mode/xml')).html;
    case 'nginx':
      return (await import('@codemirror/legacy-modes/mode/nginx')).nginx;
    case 'text':
      return undefined;
  }
}
