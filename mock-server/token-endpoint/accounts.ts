/**
 * Who gets a token from the mock token endpoint. None of them is an account of the mock Dx0, so that
 * what two tenants of a demonstration keep is never one and the same person's.
 */
import type { Account } from '../dx0/accounts.ts';

const accounts: readonly Account[] = [
  { username: 'consultant', password: 'secret', group: 'admin' },
  { username: 'brief', password: 'secret', group: 'default', tokenTtlSeconds: 20 },
  { username: 'barred', password: 'secret', group: 'default', locked: true },
];

export function findAccount(username: string): Account | undefined {
  return accounts.find((account) => account.username === username);
}
