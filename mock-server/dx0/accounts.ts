/**
 * Who can sign in to the mock Dx0 server.
 *
 * All passwords are `secret`: these are doors of a demo, not secrets. Its one law: what makes an
 * account special (locked, short-lived, with a stored budget, with a case of its own) is said here
 * and nowhere else.
 */

export interface Account {
  readonly username: string;
  readonly password: string;
  readonly group: 'admin' | 'default';
  /** The case this account works, when no `?case=` says otherwise. */
  readonly caseId?: string;
  /** Always answered as if too many sign-ins had failed. */
  readonly locked?: true;
  /** Life of this account's access tokens in seconds. */
  readonly tokenTtlSeconds?: number;
  /** A limit in US dollars kept with the session; it overrules the socket's `budget` parameter. */
  readonly storedBudget?: number;
}

const accounts: readonly Account[] = [
  { username: 'physician', password: 'secret', group: 'admin', caseId: 'chest-pain' },
  { username: 'nurse', password: 'secret', group: 'default', caseId: 'cough-and-fever' },
  { username: 'resident', password: 'secret', group: 'default', storedBudget: 50 },
  { username: 'shortlived', password: 'secret', group: 'admin', tokenTtlSeconds: 20 },
  { username: 'locked', password: 'secret', group: 'default', locked: true },
];

export function findAccount(username: string): Account | undefined {
  return accounts.find((account) => account.username === username);
}
