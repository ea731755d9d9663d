/** Where the conversation stands when it is not simply open, and what can be done next. */
import { budgetStatus } from '../../core/budget.ts';
import { isDiagnosisSubmitted, isQueued } from '../../core/conversation.ts';
import { useConsultation, useLive, useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

export function Standing() {
  const level = useLive(({ account }) => budgetStatus(account).level);
  const isSubmitted = useLive(({ conversation }) => isDiagnosisSubmitted(conversation));
  const isHeld = useLive(({ conversation }) => conversation.queueHeld);
  return (
    <>
      {isHeld && <HeldQueue />}
      {level === 'overspent' && <Overspent />}
      {level === 'exhausted' && (
        <Notice grade="warning" polite>
          The budget is used up to the cent: no more tests. You can still ask and diagnose.
        </Notice>
      )}
      {isSubmitted && level !== 'overspent' && (
        <Notice grade="information" polite>
          Diagnosis submitted. You can go on asking, export the record, or start a new conversation.
        </Notice>
      )}
    </>
  );
}

function Overspent() {
  const { signOut } = useWorkspace();
  return (
    <Notice
      grade="warning"
      polite
      action={
        <Button size="small" onPress={signOut}>
          Sign out
        </Button>
      }
    >
      The budget is exhausted: an order went past the limit, and the server answers nothing more on
      this session. What you see is kept until you sign out; export it first.
    </Notice>
  );
}

function HeldQueue() {
  const consultation = useConsultation();
  const count = useLive(({ conversation }) => conversation.exchanges.filter(isQueued).length);
  return (
    <Notice
      grade="warning"
      polite
      action={
        <Button size="small" onPress={() => consultation.resumeQueue()}>
          Send now
        </Button>
      }
    >
      {count === 1 ? '1 message waits' : `${count} messages wait`} because the one before failed.
      Remove what is not wanted any more, or send.
    </Notice>
  );
}
