/**
 * A mark of the sign-in on this device. Django gives every sign-in a new CSRF cookie, so what was kept
 * under one mark is not shown, even without network, to whoever signs in next. It names nobody.
 */
export function ownerMark(cookies: string): string {
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(cookies)?.[1] ?? '';
  let hash = 0x811c9dc5;
  for (let index = 0; index < token.length; index++) {
    hash = Math.imul(hash ^ token.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
