/** Nobody has signed in on this browser without getting the cookie: no need to ask the server then. */
export const mayBeSignedIn = (): boolean => document.cookie.includes('csrftoken=');

/** After signing out: what was kept on the device under the sign-in's cookie is shown to nobody from now on. */
export function forgetSignIn(): void {
  document.cookie = 'csrftoken=; Max-Age=0; Path=/; SameSite=Lax';
}
