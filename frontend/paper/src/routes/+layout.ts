/** The page is a shell; the room in it is a script of its own (`src/room.ts`). */
export const prerender = true;
export const csr = false;
export const trailingSlash = 'always';
