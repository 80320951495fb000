import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

const apps = ['contestant', 'paper', 'organizer'];

export default ts.config(
  { ignores: ['**/build/', '**/.svelte-kit/', 'shared/api/schema.d.ts', 'e2e/results/'] },
  ts.configs.recommended,
  svelte.configs['flat/recommended'],
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      'no-undef': 'off', // TypeScript says it better
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'svelte/no-at-html-tags': 'error',
      'svelte/no-navigation-without-resolve': 'off', // addresses cross the three apps; Django serves them all
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['**/*.svelte'],
    rules: { 'max-lines': ['error', { max: 200 }] },
  },
  {
    // Pages and components never talk to the server themselves: modules under api/ do.
    files: ['*/src/**', 'shared/ui/**'],
    ignores: ['*/src/lib/api/**', '**/*.test.ts', '*/src/service-worker.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: 'use a module under api/' }],
    },
  },
  {
    files: ['shared/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [...apps, ...apps.map((app) => `**/${app}/**`), '#lib/*', '$app/*'],
              message: 'shared knows no app',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['scripts/**', 'e2e/**', 'shared/app/**'],
    rules: { 'no-console': 'off' },
  },
);
