import { common } from './vi/common.ts';

export type Language = 'vi' | 'en';
/** A text of a contest, by language; Vietnamese is always there. */
export type ContestText = { [language: string]: string };

const KEY = 'display.language';
const loaders: (() => Promise<void>)[] = [];
let language = $state<Language>('vi');

/** The language of the page. Vietnamese until English words have arrived. */
export function currentLanguage(): Language {
  return language;
}

/**
 * Words of one app. Vietnamese comes with the bundle and is the source of truth; English is fetched when asked for.
 * Call the result at the place of use, so that a change of language repaints: `m().signIn`.
 */
export function catalogue<Messages>(
  vietnamese: Messages,
  loadEnglish: () => Promise<Messages>,
): () => Messages {
  let english = $state.raw<Messages | null>(null);
  const load = async (): Promise<void> => {
    english ??= await loadEnglish();
  };
  loaders.push(load);
  if (language === 'en') void load();
  return () => (language === 'en' && english ? english : vietnamese);
}

/** Words that every app and the shared components use. */
export const words = catalogue(common, async () => (await import('./en/common.ts')).common);

export async function setLanguage(next: Language): Promise<void> {
  if (next === 'en') await Promise.all(loaders.map((load) => load()));
  language = next;
  document.documentElement.lang = next;
  remember(next);
}

/** The language chosen on this device before; to be called once by the root layout, in the browser. */
export async function restoreLanguage(): Promise<void> {
  if (stored() === 'en') await setLanguage('en');
}

/** The side of a contest's text that the reader understands. */
export function text(value: ContestText | string | null | undefined): string {
  if (!value) return '';
  if (typeof value === 'string') return value;
  return value[language] || value.vi || '';
}

function remember(next: Language): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing still shows the page in the language just chosen.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
