/**
 * A small line of figures, oldest first, as high as their greatest. The picture in words is `label`.
 */
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';

export interface SparklineProps {
  label: string;
  /** None is negative. */
  values: readonly number[];
}

const width = 120;
const height = 28;

export function Sparkline({ label, values }: SparklineProps) {
  // One alone is drawn as a level.
  const points = values.length === 1 ? [...values, ...values] : [...values];
  const x = scaleLinear<number>({ domain: [0, points.length - 1], range: [0, width] });
  const y = scaleLinear<number>({ domain: [0, Math.max(1, ...points)], range: [height - 1, 1] });
  return (
    <div role="img" aria-label={label} className="forced-color-adjust-none">
      <svg
        aria-hidden
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="block h-7 w-full border-b border-line"
      >
        <LinePath
          data={points}
          x={(_value, index) => x(index)}
          y={(value) => y(value)}
          strokeWidth={1.5}
          className="fill-none stroke-accent [vector-effect:non-scaling-stroke]"
        />
      </svg>
    </div>
  );
}
