/** The link that calls a number, however it is written for people. */
export const callTo = (phone: string): string => `tel:${phone.replace(/[^+\d]/g, '')}`;
