/**
 * The sign-in role of an API key, which a person was given and pastes.
 *
 * A key says nothing of who holds it, so a name is asked for as well, which stands in records. The key
 * is in memory and, as a refresh token would be, in the tab's session storage. Its one law: a key that
 * a server has refused is forgotten.
 */
import * as z from 'zod/mini';
import type { Identity, SignIn } from '../../core/backend.ts';
import { SignInRequired } from '../../core/errors.ts';
import type { Credentials } from '../../net/http.ts';
import type { Vault } from '../../net/vault.ts';

export interface ApiKeyOptions {
  vault: Vault;
  newId(): string;
  /** Asks the servers whether they take the key, of this person. @throws `SignInRequired` where not */
  check(key: string, user: string): Promise<void>;
}

export interface ApiKeySignIn {
  readonly signIn: SignIn;
  readonly credentials: Credentials;
}

const heldSchema = z.object({ user: z.string(), key: z.string(), sessionId: z.string() });
type Held = z.infer<typeof heldSchema>;

export function createApiKeySignIn({ vault, newId, check }: ApiKeyOptions): ApiKeySignIn {
  const listeners = new Set<() => void>();
  let held = readHeld(vault.read());
  const expectHeld = (): Held => {
    if (!held) throw new SignInRequired('Not signed in');
    return held;
  };
  const forget = () => {
    held = null;
    vault.clear();
  };
  /** Of many calls that are refused together, the first signs out. */
  const checkHeld = async () => {
    const asked = expectHeld();
    await check(asked.key, asked.user).catch((error: unknown) => {
      if (error instanceof SignInRequired && held === asked) {
        forget();
        for (const listener of listeners) listener();
      }
      throw error;
    });
  };
  return {
    credentials: {
      accessToken: () => Promise.resolve().then(() => expectHeld().key),
      renew: checkHeld,
    },
    signIn: {
      proof: 'key',
      async restore() {
        if (!held) return null;
        const asked = held;
        try {
          await check(asked.key, asked.user);
          return toIdentity(asked, false);
        } catch (error) {
          if (!(error instanceof SignInRequired)) throw error;
          forget();
          return null;
        }
      },
      async signIn(user, key) {
        await check(key, user);
        held = { user, key, sessionId: newId() };
        vault.write(JSON.stringify(held));
        return toIdentity(held, true);
      },
      unlock(key) {
        return key === held?.key
          ? Promise.resolve()
          : Promise.reject(new SignInRequired('Another key'));
      },
      check: checkHeld,
      signOut() {
        forget();
        return Promise.resolve();
      },
      onSignedOut(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

function toIdentity({ user, sessionId }: Held, isNewSession: boolean): Identity {
  return { user, sessionId, group: '', mayExport: false, clockSkew: 0, isNewSession };
}

function readHeld(text: string | null): Held | null {
  try {
    return heldSchema.parse(JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}
