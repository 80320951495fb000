/** The word for a value of the API, "" for one this page does not know yet: the API grows while pages stay open. */
export function word(table: Record<string, string>, value: string): string {
  return table[value] ?? '';
}
