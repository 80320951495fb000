/** Addresses of the site, written in one place. */
export const home = '/';
export const account = '/tai-khoan';
export const notices = '/tai-khoan#thong-bao';
export const password = '/tai-khoan/mat-khau';
export const mail = '/tai-khoan/thu-dien-tu';

export const contest = (slug: string): string => `/cuoc-thi/${slug}`;
export const entry = (slug: string): string => `/cuoc-thi/${slug}/dang-ky`;
export const board = (slug: string): string => `/cuoc-thi/${slug}/bang-xep-hang`;
export const result = (slug: string): string => `/cuoc-thi/${slug}/ket-qua`;

/** The exam room, another app. */
export const examRoom = (round: string): string => `/thi/?round=${round}`;
export const organiser = '/quan-ly/';

export const signIn = (next?: string): string => withNext('/dang-nhap', next);
export const signUp = (next?: string): string => withNext('/tao-tai-khoan', next);
export const recovery = '/quen-mat-khau';

/** Where to go after signing in: only a page of this site. (Browsers pass over tabs and ends of lines.) */
export function nextOf(query: { get(name: string): string | null }): string {
  const next = query.get('tiep') ?? '';
  return /^\/(?![/\\])[^\p{Cc}]*$/u.test(next) ? next : account;
}

function withNext(page: string, next?: string): string {
  return next ? `${page}?tiep=${encodeURIComponent(next)}` : page;
}
