/** By which id the history knows a conversation of this device. */
import { findAssistant } from '../core/assistant.ts';
import type { Conversation } from '../core/conversation.ts';
import type { Workspace } from './workspace.ts';

/** `null` where the history does not have it, or that is not known yet. */
export function keptIdOf(
  { consultation }: Pick<Workspace, 'consultation'>,
  { source }: Conversation,
): string | null {
  const assistant = findAssistant(consultation.assistants, source.assistantId);
  return assistant?.conversation.capabilities.isKeptByServer ? source.sessionId : null;
}
