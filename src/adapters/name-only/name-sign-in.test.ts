import { expect, it } from 'vitest';
import { SignInRequired } from '../../core/errors.ts';
import { memoryVault } from '../../testing/memory-vault.ts';
import { createNameSignIn } from './name-sign-in.ts';

it('[AU1] [AU4] [AU5] a name alone signs in, survives a reload, proves nothing, and goes', async () => {
  const vault = memoryVault();
  const open = () => createNameSignIn({ vault, newId: () => 'session-1' });
  expect(await open().restore()).toBeNull();
  expect(open().proof).toBe('none');
  expect(await open().signIn('Dr Vale', '')).toMatchObject({ user: 'Dr Vale', isNewSession: true });
  expect(await open().restore()).toMatchObject({ user: 'Dr Vale', sessionId: 'session-1' });
  await expect(open().unlock('')).resolves.toBeUndefined();
  await open().signOut();
  expect(vault.read()).toBeNull();
  await expect(open().unlock('')).rejects.toThrow(SignInRequired);
});
