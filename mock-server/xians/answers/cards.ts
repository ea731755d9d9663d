/**
 * Structured data beside an answer: measurements with their reference ranges, and suggested tests.
 *
 * Its one law: whether a value is high or low follows from its range, so that no card contradicts
 * itself.
 */

type Measurement = readonly [
  name: string,
  value: number,
  unit: string,
  low: number | null,
  high: number | null,
];

/** `104 /min, high (50–100)` under its name. */
function measurements(title: string, values: readonly Measurement[]): object {
  const said = values.map((value) => [value[0], say(value)] as const);
  return { title, ...Object.fromEntries(said) };
}

function say([, value, unit, low, high]: Measurement): string {
  const isLow = low !== null && value < low;
  const flag = isLow ? ', low' : high !== null && value > high ? ', high' : '';
  const range =
    low === null ? `up to ${high ?? '…'}` : high === null ? `${low} or more` : `${low}–${high}`;
  return `${value} ${unit}${flag} (${range})`;
}

export interface Suggestion {
  readonly test: string;
  readonly reason: string;
  readonly urgency: 'now' | 'today' | 'routine';
}

export function suggestions(items: readonly Suggestion[]): object {
  const said = items.map(({ test, reason, urgency }) => [test, `${urgency}: ${reason}`] as const);
  return { title: 'Suggested tests', ...Object.fromEntries(said) };
}

export function vitalSigns(): object {
  return measurements('Vital signs', [
    ['Heart rate', 104, '/min', 50, 100],
    ['Systolic blood pressure', 148, 'mmHg', 90, 140],
    ['Diastolic blood pressure', 88, 'mmHg', 60, 90],
    ['Respiratory rate', 22, '/min', 12, 20],
    ['Temperature', 37.9, '°C', 36, 37.5],
    ['Oxygen saturation', 94, '%', 94, null],
  ]);
}

export function cardiacLabs(): object {
  return measurements('Cardiac markers', [
    ['Troponin I, high sensitivity, 0 h', 28, 'ng/L', null, 26],
    ['Troponin I, high sensitivity, 1 h', 61, 'ng/L', null, 26],
    ['Creatinine', 92, 'µmol/L', 60, 105],
    ['Potassium', 4.3, 'mmol/L', 3.5, 5.1],
    ['Haemoglobin', 142, 'g/L', 130, 170],
  ]);
}

export function infectionLabs(): object {
  return measurements('Blood count and inflammation', [
    ['White cells', 14.6, '10⁹/L', 4, 11],
    ['Neutrophils', 12.1, '10⁹/L', 2, 7.5],
    ['C-reactive protein', 118, 'mg/L', null, 5],
    ['Lactate', 1.6, 'mmol/L', null, 2],
    ['Creatinine', 88, 'µmol/L', 60, 105],
  ]);
}

export function kidneyLabs(): object {
  return measurements('Kidney function and electrolytes', [
    ['Creatinine', 168, 'µmol/L', 60, 105],
    ['GFR, estimated', 36, 'mL/min/1.73 m²', 60, null],
    ['Potassium', 5.4, 'mmol/L', 3.5, 5.1],
    ['Sodium', 137, 'mmol/L', 135, 145],
  ]);
}
