/** Which words of the catalogues the sources of an app name, read from the sources themselves. */
import { parse } from 'svelte/compiler';

type Node = { type: string; [part: string]: unknown };
/** From the catalogue down, "bankPages.form.stem"; a group stands for all that it holds. */
type Path = string;

const TRANSPARENT = new Set(['ChainExpression', 'TSAsExpression', 'TSNonNullExpression']);

/** Name of the function of each catalogue that these sources make, to the name of its words. */
export function cataloguesIn(sources: string[]): Map<string, string> {
  const made = /export const (\w+) = catalogue\(\s*(\w+),/g;
  return new Map(
    sources.flatMap((source) => [...source.matchAll(made)].map(([, name = '', words = '']) => [name, words])),
  );
}

/** Every path that a source names: `bankWords().form.stem`, or `words.stem` after `words = bankWords().form`. */
export function wordsNamed(source: string, catalogues: Map<string, string>): Set<Path> {
  const tree = parse(source, { modern: true }) as unknown as Node;
  const named = new Set<Path>();
  /** Constants for a group. One name may stand for another group in another function: then it counts for both. */
  const groups = new Map<string, Path[]>();

  const pathsOf = (node: Node): Path[] => {
    if (TRANSPARENT.has(node.type)) return pathsOf(node.expression as Node);
    if (node.type === 'Identifier') return groups.get(node.name as string) ?? [];
    if (node.type === 'CallExpression') {
      const { name = '' } = node.callee as { name?: string };
      const [argument] = node.arguments as Node[];
      if (name === '$derived' && argument) return pathsOf(argument);
      return argument ? [] : [catalogues.get(name) ?? []].flat();
    }
    if (node.type !== 'MemberExpression' || node.computed) return [];
    return pathsOf(node.object as Node).map((path) => `${path}.${(node.property as Node).name as string}`);
  };

  const visit = (node: Node): void => {
    if (node.type === 'VariableDeclarator' && (node.id as Node).type === 'Identifier' && node.init) {
      const paths = pathsOf(node.init as Node);
      const { name } = node.id as unknown as { name: string };
      if (paths.length) return void groups.set(name, [...(groups.get(name) ?? []), ...paths]);
    }
    const paths = pathsOf(node);
    paths.forEach((path) => named.add(path));
    if (paths.length || (node.type.startsWith('TS') && !TRANSPARENT.has(node.type))) return;
    for (const [part, value] of Object.entries(node)) {
      if (!node.computed && (part === 'property' || part === 'key')) continue;
      [value].flat().filter(isNode).forEach(visit);
    }
  };
  // The script before the page that it is for.
  [tree.module, tree.instance, tree.fragment].filter(isNode).forEach(visit);
  return named;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
