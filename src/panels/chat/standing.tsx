/** Where the conversation stands when it is not simply open, and what can be done next. */
import { budgetStatus } from '../../core/budget.ts';
import { isDiagnosisSubmitted } from '../../core/conversation.ts';
import { useLive, useOutline, useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useOnlineHint } from '../../ui/use-online-hint.ts';

export function Standing() {
  const level = useLive(({ account }) => budgetStatus(account).level);
  const isSubmitted = isDiagnosisSubmitted(useOutline());
  const isOnline = useOnlineHint();
  return (
    <>
      {!isOnline && <DeviceOffline />}
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
  const { identity, signOut } = useWorkspace();
  return (
    <Notice
      grade="warning"
      polite
      action={
        <Button size="small" className="shrink-0 whitespace-nowrap" onPress={signOut}>
          Sign out
        </Button>
      }
    >
      The budget is exhausted: an order went past the limit, and the server answers nothing more on
      this session. Start a new conversation with a larger budget, or sign out and in again
      {identity.mayExport ? ': export what the record needs first' : ''}. What you see is kept until
      you sign out.
    </Notice>
  );
}

/** The device may be wrong, so a line that works is neither dropped nor called lost. */
function DeviceOffline() {
  const isLive = useLive(({ connection }) => connection.phase === 'online');
  return (
    <Notice grade="information" polite>
      This device says it is offline.{' '}
      {isLive
        ? 'The line to the assistant still stands, and messages go out for as long as it does.'
        : 'What you write waits here and goes out when the line is back.'}
    </Notice>
  );
}
