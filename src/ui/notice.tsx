/**
 * A message in its place: what happened, whether anything was lost, what to do.
 *
 * Every grade has a word for those who hear it and an icon for those who see it, not only a
 * colour. `polite` notices are read out when they appear.
 */
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../lib/class-names.ts';

export interface NoticeProps {
  grade: 'information' | 'warning' | 'problem';
  children: ReactNode;
  /** A button that does something about it. */
  action?: ReactNode;
  /** Read out when it appears. */
  polite?: boolean;
  className?: string;
}

const grades = {
  information: { Icon: Info, word: 'Note', look: 'border-low bg-low-soft text-low' },
  warning: {
    Icon: TriangleAlert,
    word: 'Warning',
    look: 'border-medium bg-medium-soft text-medium',
  },
  problem: { Icon: CircleAlert, word: 'Problem', look: 'border-line-strong bg-sunken text-ink' },
};

export function Notice({ grade, children, action, polite = false, className }: NoticeProps) {
  const { Icon, word, look } = grades[grade];
  return (
    <div
      {...(polite && { role: 'status' })}
      className={classNames(
        'flex items-start gap-2.5 rounded-lg border px-3 py-2 text-sm',
        look,
        className,
      )}
    >
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div className="min-w-0 grow wrap-anywhere">
        <span className="sr-only">{word}: </span>
        <span className="text-ink">{children}</span>
      </div>
      {action && <div className="shrink-0 whitespace-nowrap">{action}</div>}
    </div>
  );
}
