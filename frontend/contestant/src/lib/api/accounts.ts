export * from 'shared/api/accounts.ts';
