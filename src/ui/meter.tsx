/**
 * How much of a whole is used, and what would come on top, told apart by pattern as well as tone.
 *
 * The bar is for the eye; what is heard is `valueText`, so it has to say everything in words.
 */
import { Meter as AriaMeter } from 'react-aria-components';
import { classNames } from '../lib/class-names.ts';

export interface MeterProps {
  label: string;
  /** The state in words, with the figures. */
  valueText: string;
  value: number;
  max: number;
  /** What would come on top of `value`, hatched. */
  extension?: number;
  tone?: 'normal' | 'warning';
}

export function Meter(props: MeterProps) {
  const { label, valueText, value, max, extension = 0, tone = 'normal' } = props;
  const used = share(value, max);
  const after = share(value + extension, max);
  return (
    <AriaMeter
      aria-label={label}
      valueLabel={valueText}
      value={Math.min(value, max)}
      maxValue={max}
      className="relative h-2 overflow-hidden rounded-full bg-sunken inset-ring inset-ring-line forced-color-adjust-none"
    >
      <div
        className={classNames(
          'absolute inset-y-0 left-0 rounded-full',
          tone === 'warning' ? 'bg-medium' : 'bg-accent',
        )}
        style={{ width: used }}
      />
      {after !== used && (
        <div
          className="bg-hatch absolute inset-y-0 opacity-60"
          style={{ left: used, width: `calc(${after} - ${used})` }}
        />
      )}
    </AriaMeter>
  );
}

function share(value: number, max: number): string {
  if (max <= 0) return value > 0 ? '100%' : '0%';
  return `${Math.min(100, Math.max(0, (value / max) * 100))}%`;
}
