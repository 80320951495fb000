/** Nobody has signed in on this browser without getting the cookie: no need to ask the server then. */
export const mayBeSignedIn = (): boolean => document.cookie.includes('csrftoken=');
