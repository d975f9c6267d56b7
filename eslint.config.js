import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';

const HOST_GLOBALS = 'Date setTimeout setInterval setImmediate clearTimeout clearInterval fetch performance crypto'
  .split(' ')
  .map((name) => ({ name, message: 'The kernel gives time, randomness and the network (DESIGN §2).' }));

/** Also where `no-restricted-globals` does not reach: `globalThis.fetch`, `Math.random`. */
const HOST_PROPERTIES = [
  { object: 'Math', property: 'random', message: 'Use kernel.random.' },
  { object: 'Date', property: 'now', message: 'Use kernel.clock.' },
  ...['fetch', 'setTimeout', 'setInterval', 'Date', 'crypto', 'performance'].map((property) => ({
    object: 'globalThis',
    property,
    message: 'The kernel gives time, randomness and the network (DESIGN §2).',
  })),
];

const DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Name what you export (STYLE.md).',
};
const CLOCK = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: '`new Date()` reads the own clock: use kernel.clock.',
};

const SANDBOX = ['src/sandbox/**/*.ts'];
const OUTER_ROOMS = ['src/sandbox/ui/**', 'src/sandbox/runtimes/**'];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.astro/',
      'coverage/',
      'tests/transcripts/compare.mjs',
      'tests/transcripts/recordings/',
      'tests/builds/cases/',
      'tests/builds/seeds/',
    ],
  },
  ...tseslint.configs.recommended,
  ...astro.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-this-alias': 'off',
      '@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'tests/**/*.ts', 'bench/**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.json',
          './src/sandbox/tsconfig.json',
          './src/sandbox/ui/tsconfig.json',
          './src/offline/tsconfig.json',
          './src/sandbox/runtimes/tsconfig.json',
          './tests/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: SANDBOX, rules: { 'no-restricted-syntax': ['error', DEFAULT_EXPORT] } },
  {
    files: SANDBOX,
    ignores: [...OUTER_ROOMS, '**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...HOST_GLOBALS.filter(({ name }) => name !== 'Date')],
      'no-restricted-properties': ['error', ...HOST_PROPERTIES],
      'no-restricted-syntax': ['error', DEFAULT_EXPORT, CLOCK],
    },
  },
);
