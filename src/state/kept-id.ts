/** By which id the history knows a conversation of this device. */
import { useSyncExternalStore } from 'react';
import { findAssistant } from '../core/assistant.ts';
import type { Conversation } from '../core/conversation.ts';
import type { Consultation } from './consultation-port.ts';
import type { Mirror } from './mirror.ts';
import type { Workspace } from './workspace.ts';
import { useWorkspace } from './workspace.ts';

interface Sources {
  readonly consultation: Pick<Consultation, 'assistants'>;
  readonly mirror: Pick<Mirror, 'store'> | null;
}

/**
 * Its server's name for it where that keeps it, else the name under which it is written there.
 *
 * @returns `null` where the history does not have it, or that is not known yet
 */
export function keptIdOf(
  { consultation, mirror }: Sources,
  { id, source }: Conversation,
): string | null {
  const assistant = findAssistant(consultation.assistants, source.assistantId);
  if (assistant?.conversation.capabilities.isKeptByServer) return source.sessionId;
  return mirror?.store.getState().standings.get(id)?.remoteId ?? null;
}

/** The conversation of this device that the history knows by that id. */
export function findByKeptId(
  { consultation, mirror }: Pick<Workspace, 'consultation' | 'mirror'>,
  keptId: string,
): Conversation | undefined {
  const { conversation, earlier } = consultation.store.getState();
  return [conversation, ...earlier].find(
    (each) => keptIdOf({ consultation, mirror }, each) === keptId,
  );
}

/** Another text whenever another conversation of this device is known to the history. */
export function useRemoteIds(): string {
  const { mirror } = useWorkspace();
  return useSyncExternalStore(mirror?.store.subscribe ?? subscribeToNothing, () =>
    [...(mirror?.store.getState().standings ?? [])]
      .map(([id, { remoteId }]) => `${id} ${remoteId}`)
      .join(),
  );
}

const subscribeToNothing = () => () => undefined;
