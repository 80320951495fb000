import { render } from '@testing-library/svelte';
import axe from 'axe-core';
import type { Component } from 'svelte';
import { expect, test } from 'vitest';

type Example = { name: string; props: Record<string, unknown> };

const components = import.meta.glob<{ default: Component<Record<string, unknown>> }>('./*/*.svelte', {
  eager: true,
});
const modules = import.meta.glob<{ examples: Example[] }>('./*/*.examples.ts', { eager: true });

const cases = Object.entries(components).flatMap(([path, { default: component }]) => {
  const examples = modules[path.replace('.svelte', '.examples.ts')]?.examples ?? [];
  return examples.map((example) => ({ title: `${path} ${example.name}`, component, props: example.props }));
});

test('every component has examples', () => {
  const without = Object.keys(components).filter((path) => !modules[path.replace('.svelte', '.examples.ts')]);
  expect(without).toEqual([]);
});

test.each(cases)('$title has no accessibility fault', async ({ component, props }) => {
  const { container } = render(component, { props });
  const { violations } = await axe.run(container, {
    // Colours and landmarks need a whole page: the browser tests look at those.
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
});
