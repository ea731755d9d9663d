/**
 * A staircase of amounts over turns, what may come dashed, a limit as a dotted line.
 *
 * It stretches to the width it is given. To assistive technology it is one picture with `label`;
 * the numbers themselves belong in a table beside it.
 */
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import type { StepPoint } from './step-points.ts';
import { forecastPoints, stepPoints, topOf } from './step-points.ts';

export interface StepChartProps {
  /** The whole picture in words. */
  label: string;
  /** The amount before the first step. */
  start: number;
  /** The amount after each step. */
  values: readonly number[];
  /** The amount after what may come next. */
  forecast: number | null;
  limit: number | null;
  /** Under the ends of the axis. */
  from: string;
  to: string;
}

const width = 300;
const height = 60;
const line = 'fill-none stroke-accent [vector-effect:non-scaling-stroke]';

export function StepChart({ label, start, values, forecast, limit, from, to }: StepChartProps) {
  const steps = stepPoints(start, values);
  const next = forecast === null ? [] : forecastPoints(steps, forecast);
  const top = topOf([start, ...values, ...next.map(({ y }) => y)], limit);
  const end = (next.at(-1) ?? steps.at(-1))?.x ?? 1;
  const x = scaleLinear<number>({ domain: [0, end], range: [0, width] });
  const y = scaleLinear<number>({ domain: [0, top], range: [height - 1, 0] });
  const place = { x: (point: StepPoint) => x(point.x), y: (point: StepPoint) => y(point.y) };
  return (
    <div role="img" aria-label={label} className="forced-color-adjust-none">
      <svg
        aria-hidden
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="block h-15 w-full border-b border-line-strong"
      >
        {limit !== null && limit <= top && <LimitLine y={y(limit)} />}
        <LinePath data={[...steps]} {...place} className={line} strokeWidth={2} />
        <LinePath
          data={[...next]}
          {...place}
          className={line}
          strokeWidth={2}
          strokeDasharray="3 3"
        />
      </svg>
      <div className="flex justify-between pt-0.5 text-xs text-ink-3">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </div>
  );
}

function LimitLine({ y }: { y: number }) {
  return (
    <line
      x1={0}
      x2={width}
      y1={y}
      y2={y}
      strokeWidth={1}
      strokeDasharray="1 4"
      className="stroke-ink-3 [vector-effect:non-scaling-stroke]"
    />
  );
}
