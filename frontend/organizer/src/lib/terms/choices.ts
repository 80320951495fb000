/** Words by value as the options of a select, in their order. */
export const choices = (words: Record<string, string>): { value: string; label: string }[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
