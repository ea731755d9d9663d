/** How each grade looks: a word and an icon always, and red for emergencies alone. */
import type { LucideIcon } from 'lucide-react';
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../core/alert.ts';

export interface Grade {
  readonly Icon: LucideIcon;
  readonly ink: string;
  /** Of something that must not be overlooked. */
  readonly area: string;
}

export const grades: Record<Severity, Grade> = {
  emergency: { Icon: OctagonAlert, ink: 'text-high', area: 'border-high bg-high-soft' },
  urgent: { Icon: TriangleAlert, ink: 'text-medium', area: 'border-medium bg-medium-soft' },
};
