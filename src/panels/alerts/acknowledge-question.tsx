/**
 * The deliberate act by which somebody takes an alert on.
 *
 * Neither Enter in the reason nor a key or click that was on its way confirms: the button has to be
 * gone to, and takes nothing in its first moment.
 */
import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { LoggedAlert } from '../../core/alert-log.ts';
import { severityWords } from '../../core/describe-alert.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useAlertPlace } from '../../state/alerts.ts';
import { useConsultation } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ScrollPane } from '../../ui/scroll-pane.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useAppeared } from '../../ui/use-appeared.ts';
import { grades } from './grades.ts';

export interface AcknowledgeQuestionProps {
  logged: LoggedAlert;
  onClose: () => void;
  /** What was pressed to come here has gone: the focus needs another place. */
  onAcknowledged: () => void;
}

/** Milliseconds: longer than the second half of a double click. */
const firstMoment = 500;
const longestReason = 500;

export function AcknowledgeQuestion(props: AcknowledgeQuestionProps) {
  const { logged, onClose, onAcknowledged } = props;
  const consultation = useConsultation();
  const [reason, setReason] = useState('');
  const takesActs = useAppeared(firstMoment);
  const { alert, conversationId } = logged;
  const confirm = () => {
    if (!takesActs()) return;
    flushSync(() => {
      consultation.acknowledge(conversationId, alert.id, reason);
      onClose();
    });
    onAcknowledged();
  };
  const word = alert.severity === 'emergency' ? 'emergency' : 'urgent alert';
  return (
    <Dialog
      isOpen
      title={`Acknowledge this ${word}?`}
      onClose={onClose}
      footer={
        <>
          <Button size="large" onPress={onClose}>
            Not yet
          </Button>
          <Button size="large" look="primary" onPress={confirm}>
            Acknowledge
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Summary logged={logged} />
        <TextField
          label="Reason or what you do about it (optional)"
          description="Kept with your name, the time, and how long the alert had waited."
          value={reason}
          onChange={(text) => setReason(text.slice(0, longestReason))}
          autoComplete="off"
          autoFocus
        />
      </div>
    </Dialog>
  );
}

function Summary({ logged }: { logged: LoggedAlert }) {
  const { patient, message, assistant, isNotice } = useAlertPlace(logged);
  const { severity, text, raisedAt } = logged.alert;
  const { Icon, ink } = grades[severity];
  return (
    <div className="flex gap-2.5">
      <Icon aria-hidden size={20} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 wrap-anywhere">
        {/* The focus is on the field below: a long text would be scrolled out of sight by that. */}
        <ScrollPane label="What is acknowledged" className="max-h-[22dvh]">
          <p className="font-semibold">
            <span className={ink}>{severityWords[severity]}:</span> {text}
          </p>
        </ScrollPane>
        <p className="text-sm text-ink-2">
          Flagged by {assistant} at {formatTime(raisedAt)} · {patient}
        </p>
        {!isNotice && <p className="line-clamp-2 text-sm text-ink-2">“{message}”</p>}
      </div>
    </div>
  );
}
