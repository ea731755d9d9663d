/**
 * Names in the price list that mean the same sample as another name.
 *
 * A clinician who orders "bnp" must not be told that it is normal because the case was written
 * with "b-type natriuretic peptide", and the blood count of a case also answers for its platelets.
 * Names that stand alone are not listed here.
 */

/** Groups of price-list names for one and the same test. */
export const sameTests: readonly (readonly string[])[] = [
  ['arterial blood gas', 'blood gas arterial'],
  ['b-type natriuretic peptide', 'bnp'],
  ['beta hcg qualitative', 'pregnancy test serum qualitative'],
  ['beta hcg quantitative', 'pregnancy test serum quantitative'],
  ['blood lead level', 'lead blood', 'lead level blood'],
  ['covid-19 pcr', 'sars-cov-2 pcr'],
  ['h pylori breath test', 'h. pylori breath test'],
  ['iron and tibc', 'total iron binding capacity', 'iron serum'],
  ['thyroid uptake and scan', 'thyroid uptake scan'],
  ['uric acid', 'uric acid serum'],
];

/** A test that is part of a larger panel: the panel, and how its lines begin there. */
export interface PanelPart {
  panel: string;
  lines: readonly string[];
}

const metabolic = (...lines: string[]): PanelPart => ({
  panel: 'comprehensive metabolic panel',
  lines,
});

const bloodCount = (...lines: string[]): PanelPart => ({ panel: 'complete blood count', lines });

/** Price-list names that are answered from the lines of a panel. */
export const panelParts: ReadonlyMap<string, PanelPart> = new Map([
  [
    'basic metabolic panel',
    metabolic(
      'Sodium',
      'Potassium',
      'Chloride',
      'Bicarbonate',
      'Urea nitrogen',
      'Creatinine',
      'Glucose',
      'Calcium',
    ),
  ],
  ['alanine aminotransferase', metabolic('Alanine aminotransferase')],
  ['alkaline phosphatase', metabolic('Alkaline phosphatase')],
  ['aspartate aminotransferase', metabolic('Aspartate aminotransferase')],
  ['bilirubin total', metabolic('Bilirubin, total')],
  ['blood urea nitrogen', metabolic('Urea nitrogen')],
  ['serum albumin', metabolic('Albumin')],
  ['total protein', metabolic('Total protein')],
  ['mean corpuscular volume', bloodCount('Mean corpuscular volume')],
  ['platelet count', bloodCount('Platelets')],
  ['red blood cell count', bloodCount('Red cells')],
  [
    'white blood cell differential',
    bloodCount(
      'White cells',
      'Neutrophils',
      'Lymphocytes',
      'Monocytes',
      'Eosinophils',
      'Basophils',
      'Film comment',
    ),
  ],
]);
