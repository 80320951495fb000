/** How this reader wants pages to look on this device. The page template applies it before the first paint. */
export const SIZES = ['normal', 'large', 'largest'] as const;
export const THEMES = ['auto', 'light', 'dark', 'contrast'] as const;

export type Size = (typeof SIZES)[number];
export type Theme = (typeof THEMES)[number];

export const currentSize = (): Size => current('size', SIZES);
export const currentTheme = (): Theme => current('theme', THEMES);
export const setSize = (size: Size): void => set('size', size, SIZES[0]);
export const setTheme = (theme: Theme): void => set('theme', theme, THEMES[0]);

function current<Value extends string>(name: string, known: readonly [Value, ...Value[]]): Value {
  const value = document.documentElement.dataset[name];
  return known.find((one) => one === value) ?? known[0];
}

function set(name: string, value: string, usual: string): void {
  if (value === usual) delete document.documentElement.dataset[name];
  else document.documentElement.dataset[name] = value;
  try {
    if (value === usual) localStorage.removeItem(`display.${name}`);
    else localStorage.setItem(`display.${name}`, value);
  } catch {
    // Not kept for next time; this page shows it all the same.
  }
}
