/**
 * Markdown of the agents' parts, block by block.
 *
 * Each function returns blocks in the order of their weight: a shorter answer leaves out the last.
 * Its one law: every block stands on its own, so that any of them can be left out.
 */
import type { PatientProfile } from '../profile.ts';
import { forbiddingAllergy, warningsFor } from './allergies.ts';
import type { Medicine, Topic } from './topic.ts';

export function triageBlocks(
  topic: Topic,
  profile: PatientProfile,
  earlier: readonly string[],
): readonly string[] {
  const { severity, within, reasoning, redFlags, questions } = topic;
  const reasons = [
    `- **Reasoning:** ${reasoning}`,
    `- **See a clinician within:** \`${within}\``,
    ...profileLines(profile),
  ];
  return [
    `**SEVERITY:** ${severity}`,
    reasons.join('\n'),
    ...recollection(earlier),
    `### Red flags\n\n${numbered(redFlags)}`,
    `### Still to ask\n\n${bulleted(questions)}`,
  ];
}

export function diagnosticBlocks(topic: Topic, profile: PatientProfile): readonly string[] {
  const rows = topic.causes.map(
    ({ name, code, likelihood, for: speaksFor, against }) =>
      `| ${name} | \`${code}\` | ${likelihood} | ${speaksFor} | ${against} |`,
  );
  const head = '| Cause | ICD-10 | Likelihood | Speaks for it | Speaks against it |';
  const steps = topic.workUp.map(
    ({ name, details }, index) =>
      `${index + 1}. **${name}**\n${details.map((detail) => `   - ${detail}`).join('\n')}`,
  );
  return [
    `## Possible causes: ${topic.title}`,
    [head, '|---|---|:---:|---|---|', ...rows].join('\n'),
    `### Work-up\n\n${steps.join('\n')}`,
    ...ageBlock(profile),
  ];
}

export function treatmentBlocks(topic: Topic, profile: PatientProfile): readonly string[] {
  const { measures, medicines, calculation, advice, sources, footnote } = topic;
  const [first, second] = sources;
  return [
    '## What may help',
    bulleted(measures),
    `### Medicines\n\n${medicines.map((medicine) => medicineLine(medicine, profile)).join('\n')}`,
    ...allergyBlock(profile, medicines),
    `### Calculation\n\n\`\`\`text\n${calculation(profile).join('\n')}\n\`\`\``,
    `> ${advice}\n>\n> *Talk it over with the clinician in charge before anything is changed.*`,
    `Read on at [${first.name}](${first.url}) and [${second.name}][guideline].[^1]\n\n` +
      `[guideline]: ${second.url} "${second.name}"\n\n[^1]: ${footnote}`,
  ];
}

function profileLines(profile: PatientProfile): string[] {
  const { age, sex, weight, conditions = [], medications = [], drugAllergies = [] } = profile;
  const person = [
    ...(age === undefined ? [] : [`${age} years`]),
    ...(sex === undefined ? [] : [sex]),
    ...(weight === undefined ? [] : [`${weight} kg`]),
  ];
  const drugs = medications.map(({ name, dose }) =>
    dose === undefined ? name : `${name} ${dose}`,
  );
  const nested = [
    ...(person.length > 0 ? [`  - ${person.join(', ')}`] : []),
    ...(conditions.length > 0 ? [`  - known: ${conditions.join(', ')}`] : []),
    ...(drugs.length > 0 ? [`  - takes: ${drugs.join(', ')}`] : []),
    ...(drugAllergies.length > 0 ? [`  - **allergic to: ${drugAllergies.join(', ')}**`] : []),
  ];
  return nested.length > 0 ? ['- **Profile taken into account:**', ...nested] : [];
}

function recollection(earlier: readonly string[]): string[] {
  const last = earlier.at(-1);
  if (last === undefined) return [];
  // One line, and short: what a person wrote is no Markdown of ours.
  const quoted = last
    .replaceAll(/[\s`]+/g, ' ')
    .slice(0, 80)
    .trim();
  return [`*Earlier in this conversation you wrote:* \`${quoted}\``];
}

function ageBlock({ age }: PatientProfile): string[] {
  if (age === undefined) return [];
  if (age < 12) {
    return [
      `At **${age} years** the doses of adults do not apply: by weight, and by a paediatrician.`,
    ];
  }
  if (age < 65) return [];
  return [
    `At **${age} years** complaints may be few although the illness is grave. Examine more widely, and check the kidneys before any dose.`,
  ];
}

function medicineLine(medicine: Medicine, profile: PatientProfile): string {
  const { name, dose, note, instead } = medicine;
  const allergy = forbiddingAllergy(profile, medicine);
  if (allergy !== undefined) {
    return `- ~~${name}~~ **not given: allergy to ${allergy}**\n  - instead: ${instead}`;
  }
  const remarks = [note, ...warningsFor(profile, medicine)];
  return `- **${name}**: ${dose}\n${remarks.map((remark) => `  - ${remark}`).join('\n')}`;
}

function allergyBlock(profile: PatientProfile, medicines: readonly Medicine[]): string[] {
  const { drugAllergies = [] } = profile;
  if (drugAllergies.length === 0) return [];
  const changed = medicines.filter(
    (medicine) => forbiddingAllergy(profile, medicine) !== undefined,
  );
  const outcome =
    changed.length > 0
      ? `Changed because of it: ${changed.map(({ name }) => name).join(', ')}.`
      : 'None of the medicines above is concerned.';
  return [`> **Allergies checked:** ${drugAllergies.join(', ')}. ${outcome}`];
}

function numbered(items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('\n');
}

function bulleted(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
