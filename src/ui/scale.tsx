/**
 * Where a figure lies between two ends, as a mark on a line.
 *
 * The line is for the eye; what is heard is `valueText`, so it has to say everything in words.
 */
import { Meter } from 'react-aria-components';

export interface ScaleProps {
  label: string;
  /** The state in words, with the figure. */
  valueText: string;
  value: number;
  min: number;
  max: number;
  /** Under the line: at its start, in its middle, at its end. */
  ends: readonly [string, string, string];
}

export function Scale({ label, valueText, value, min, max, ends }: ScaleProps) {
  const place = Math.min(1, Math.max(0, (value - min) / (max - min)));
  return (
    <div>
      <Meter
        aria-label={label}
        valueLabel={valueText}
        value={value}
        minValue={min}
        maxValue={max}
        className="relative mx-2 h-2 rounded-full bg-sunken inset-ring inset-ring-line-strong forced-color-adjust-none"
      >
        <span className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
        <span
          className="absolute top-1/2 size-4 -translate-1/2 rounded-full border-2 border-surface bg-accent"
          style={{ left: `${place * 100}%` }}
        />
      </Meter>
      <div aria-hidden className="flex justify-between pt-1.5 text-xs text-ink-3">
        {ends.map((end) => (
          <span key={end}>{end}</span>
        ))}
      </div>
    </div>
  );
}
