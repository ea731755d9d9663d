/**
 * The sign-in role of a site whose back ends ask nobody who they are: a name, which stands in records
 * and acknowledgements.
 *
 * Its one law: it claims nothing. Whoever types a name is taken at their word, and unlocking asks for
 * no more.
 */
import * as z from 'zod/mini';
import type { Identity, SignIn } from '../../core/backend.ts';
import { SignInRequired } from '../../core/errors.ts';
import type { Vault } from '../../net/vault.ts';

export interface NameOptions {
  vault: Vault;
  newId(): string;
}

const saidSchema = z.object({ user: z.string(), sessionId: z.string() });
type Said = z.infer<typeof saidSchema>;

export function createNameSignIn({ vault, newId }: NameOptions): SignIn {
  const holds = () =>
    readSaid(vault.read())
      ? Promise.resolve()
      : Promise.reject(new SignInRequired('Nobody has given a name'));
  return {
    proof: 'none',
    restore() {
      const said = readSaid(vault.read());
      return Promise.resolve(said && toIdentity(said, false));
    },
    signIn(user) {
      const said = { user, sessionId: newId() };
      vault.write(JSON.stringify(said));
      return Promise.resolve(toIdentity(said, true));
    },
    unlock: holds,
    check: holds,
    signOut() {
      vault.clear();
      return Promise.resolve();
    },
    onSignedOut: () => () => undefined,
  };
}

function toIdentity({ user, sessionId }: Said, isNewSession: boolean): Identity {
  return { user, sessionId, group: '', mayExport: false, clockSkew: 0, isNewSession };
}

function readSaid(text: string | null): Said | null {
  try {
    return saidSchema.parse(JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}
