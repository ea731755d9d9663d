/**
 * The case file of the conversation that is looked at, with whichever assistant, wherever it is kept.
 *
 * Its one law: money and case of this session never go into the record of a conversation of the past.
 */
import { useMemo } from 'react';
import { findAssistant } from '../core/assistant.ts';
import type { Conversation } from '../core/conversation.ts';
import type { CaseFile } from '../core/export/case-file.ts';
import { openCaseFile } from '../core/export/case-file.ts';
import { useKnownCase } from './queries/case.ts';
import { usePriceOf } from './queries/prices.ts';
import { useShown, useShownPlace, useShownReading } from './shown.ts';
import { useLive, useOutline, useWorkspace } from './workspace.ts';

export interface FileWishes {
  /** As the person typed it; `null` where they did not. */
  readonly patientId: string | null;
  readonly isDemo: boolean;
  /** When it is made, in milliseconds since 1970. */
  readonly madeAt: number;
}

export function useCaseFile({ patientId, isDemo, madeAt }: FileWishes): CaseFile {
  const { tenant, identity } = useWorkspace();
  const place = useShownPlace();
  const reading = useShownReading();
  const isPart = reading.phase === 'here' && !reading.isWhole;
  const conversation = useSettledConversation();
  const account = useLive((state) => (place === 'history' ? null : state.account));
  const caseSummary = useCaseOf(conversation);
  const priceOf = usePriceOf();
  const { user } = identity;
  return useMemo(() => {
    const cptCodeOf = (test: string) => {
      const price = priceOf(test);
      return price.kind === 'unknown' ? null : price.cptCode;
    };
    return openCaseFile({
      ...{ conversation, account, isPart, tenant, isDemo, madeAt, patientId, caseSummary },
      ...{ madeBy: user, clinician: place === 'history' ? null : user, cptCodeOf },
    });
  }, [
    conversation,
    account,
    isPart,
    tenant,
    isDemo,
    madeAt,
    patientId,
    caseSummary,
    user,
    place,
    priceOf,
  ]);
}

/** Not with every piece of text that comes: what grows is marked as growing anyway. */
function useSettledConversation(): Conversation {
  const isLive = useShownPlace() === 'live';
  const outline = useOutline();
  const other = useShown((conversation) => (isLive ? null : conversation));
  return other ?? outline;
}

/** A conversation of the past, or with an assistant that works no case, may be about another one. */
function useCaseOf({ source }: Conversation): string | null {
  const { consultation } = useWorkspace();
  const known = useKnownCase();
  const isOfSession = useShownPlace() !== 'history';
  const assistant = findAssistant(consultation.assistants, source.assistantId);
  return isOfSession && assistant?.conversation.capabilities.case ? known : null;
}
