/**
 * Structured data beside an answer: measurements with their reference ranges, and lists.
 *
 * Its one law: whether a value is high or low follows from its range, so that no card contradicts
 * itself.
 */

export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Suggestion {
  readonly test: string;
  readonly reason: string;
  readonly urgency: 'now' | 'today' | 'routine';
}

const measured = (
  name: string,
  value: number,
  unit: string,
  low: number | null,
  high: number | null,
): Measurement => ({ name, value, unit, low, high });

function flagOf({ value, low, high }: Measurement): 'low' | 'high' | 'normal' {
  if (low !== null && value < low) return 'low';
  return high !== null && value > high ? 'high' : 'normal';
}

function measurements(
  type: 'vital_signs' | 'lab_results',
  title: string,
  values: readonly Measurement[],
): object {
  return { type, title, values: values.map((value) => ({ ...value, flag: flagOf(value) })) };
}

export function suggestions(items: readonly Suggestion[]): object {
  return { type: 'suggested_tests', title: 'Suggested tests', items };
}

export function vitalSigns(): object {
  return measurements('vital_signs', 'Vital signs', [
    measured('Heart rate', 104, '/min', 50, 100),
    measured('Systolic blood pressure', 148, 'mmHg', 90, 140),
    measured('Diastolic blood pressure', 88, 'mmHg', 60, 90),
    measured('Respiratory rate', 22, '/min', 12, 20),
    measured('Temperature', 37.9, '°C', 36, 37.5),
    measured('Oxygen saturation', 94, '%', 94, null),
  ]);
}

export function cardiacLabs(): object {
  return measurements('lab_results', 'Cardiac markers', [
    measured('Troponin I, high sensitivity, 0 h', 28, 'ng/L', null, 26),
    measured('Troponin I, high sensitivity, 1 h', 61, 'ng/L', null, 26),
    measured('Creatinine', 92, 'µmol/L', 60, 105),
    measured('Potassium', 4.3, 'mmol/L', 3.5, 5.1),
    measured('Haemoglobin', 142, 'g/L', 130, 170),
  ]);
}

export function infectionLabs(): object {
  return measurements('lab_results', 'Blood count and inflammation', [
    measured('White cells', 14.6, '10⁹/L', 4, 11),
    measured('Neutrophils', 12.1, '10⁹/L', 2, 7.5),
    measured('C-reactive protein', 118, 'mg/L', null, 5),
    measured('Lactate', 1.6, 'mmol/L', null, 2),
    measured('Creatinine', 88, 'µmol/L', 60, 105),
  ]);
}

export function kidneyLabs(): object {
  return measurements('lab_results', 'Kidney function and electrolytes', [
    measured('Creatinine', 168, 'µmol/L', 60, 105),
    measured('eGFR', 36, 'mL/min/1.73 m²', 60, null),
    measured('Potassium', 5.4, 'mmol/L', 3.5, 5.1),
    measured('Sodium', 137, 'mmol/L', 135, 145),
  ]);
}
