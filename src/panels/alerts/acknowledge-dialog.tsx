/** Asks before an alert is acknowledged, while there is one to be. */
import type { LoggedAlert } from '../../core/alert-log.ts';
import { later } from '../../ui/later.tsx';
import type { AcknowledgeQuestionProps } from './acknowledge-question.tsx';

const Question = later(async () => {
  const { AcknowledgeQuestion } = await import('./acknowledge-question.tsx');
  return AcknowledgeQuestion;
});

export interface AcknowledgeDialogProps extends Omit<AcknowledgeQuestionProps, 'logged'> {
  /** Not there while nothing is being acknowledged. */
  logged: LoggedAlert | undefined;
}

export function AcknowledgeDialog({ logged, ...rest }: AcknowledgeDialogProps) {
  if (!logged || logged.alert.acknowledgement) return null;
  const { key, alert } = logged;
  return <Question key={`${key} ${alert.severity}`} logged={logged} {...rest} />;
}
