/** Addresses of the organisers' app, written in one place. */
const ROOT = '/quan-ly';

export const home = `${ROOT}/`;
export const newBank = `${ROOT}/ngan-hang-moi`;
export const newContest = `${ROOT}/cuoc-thi-moi`;

export const body = (slug: string): string => `${ROOT}/co-quan/${slug}`;

export const bank = (slug: string, filter: Record<string, string> = {}): string =>
  `${ROOT}/ngan-hang/${slug}${query(filter)}`;
export const bankImport = (slug: string, file?: string): string =>
  `${ROOT}/ngan-hang/${slug}/nhap-tep${query({ tep: file ?? '' })}`;
export const newQuestion = (slug: string): string => `${ROOT}/ngan-hang/${slug}/cau-moi`;
export const question = (slug: string, id: string): string => `${ROOT}/ngan-hang/${slug}/cau/${id}`;

export const contest = (slug: string): string => `${ROOT}/cuoc-thi/${slug}`;
export const facts = (slug: string): string => `${contest(slug)}/thong-tin`;
export const terms = (slug: string): string => `${contest(slug)}/the-le`;
export const rounds = (slug: string): string => `${contest(slug)}/dot-thi`;
export const units = (slug: string): string => `${contest(slug)}/don-vi`;
export const people = (slug: string): string => `${contest(slug)}/phan-cong`;
export const judging = (slug: string, round?: string, more: Record<string, string> = {}): string =>
  `${contest(slug)}/xet-ket-qua${query({ dot: round ?? '', ...more })}`;
export const entry = (slug: string, number: string): string => `${contest(slug)}/nguoi-du-thi/${number}`;
export const cases = (slug: string, state = '', entryNumber = ''): string =>
  `${contest(slug)}/truong-hop${query({ trang_thai: state, ma: entryNumber })}`;
export const oneCase = (slug: string, id: string): string => `${contest(slug)}/truong-hop/${id}`;
export const audit = (slug: string): string => `${contest(slug)}/nhat-ky`;

/** The contest as everybody sees it, in the citizens' app. */
export const publicContest = (slug: string): string => `/cuoc-thi/${slug}`;

function query(parts: Record<string, string>): string {
  const given = Object.entries(parts).filter(([, value]) => value);
  return given.length ? `?${new URLSearchParams(given)}` : '';
}
