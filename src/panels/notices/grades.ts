/** How each grade of a notice looks: a word and an icon always, and red for emergencies alone. */
import type { LucideIcon } from 'lucide-react';
import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { NoticeGrade } from '../../core/notice.ts';

interface Look {
  readonly Icon: LucideIcon;
  readonly word: string;
  readonly ink: string;
}

export const grades: Record<NoticeGrade, Look> = {
  emergency: { Icon: OctagonAlert, word: 'Emergency', ink: 'text-high' },
  warning: { Icon: TriangleAlert, word: 'Warning', ink: 'text-medium' },
  information: { Icon: Info, word: 'Information', ink: 'text-low' },
};
