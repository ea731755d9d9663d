/** Labels and what they say, as a list of pairs; a part with fields of its own below its label. */
import { classNames } from '../lib/class-names.ts';

export interface Field {
  readonly label: string;
  readonly value: string | readonly Field[];
}

export interface FieldListProps {
  fields: readonly Field[];
  /** A part of another list. */
  isPart?: boolean;
}

export function FieldList({ fields, isPart = false }: FieldListProps) {
  return (
    <dl
      className={classNames(
        'grid grid-cols-[minmax(6rem,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm',
        isPart && 'mt-0.5 border-s-2 border-line ps-3',
      )}
    >
      {/* The same label may come twice, so its place names it. */}
      {fields.map((field, index) => (
        <Pair key={index} {...field} />
      ))}
    </dl>
  );
}

function Pair({ label, value }: Field) {
  const isPart = typeof value !== 'string';
  return (
    <div className={classNames('col-span-2', isPart ? 'block' : 'grid grid-cols-subgrid')}>
      <dt className="max-w-36 wrap-anywhere text-balance text-ink-2 sm:max-w-48">{label}</dt>
      <dd className="min-w-0 wrap-anywhere whitespace-pre-wrap text-ink">
        {isPart ? <FieldList fields={value} isPart /> : value === '' ? '–' : value}
      </dd>
    </div>
  );
}
