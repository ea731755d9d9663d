/**
 * Looking answers up in a scenario.
 *
 * Pure functions from a scenario and a line of text to the assistant's reply. A finding answers a
 * question when one of its topics stands at the beginning of a word in it; case and diacritics do
 * not matter. The first topic of a finding is also its name in overviews and hints. Nothing here
 * knows the diagnosis except `discussDiagnosis`.
 */
import { panelParts, sameTests } from './related-tests.ts';
import type { Finding, Scenario } from './scenario.ts';

const noInformation = 'No information available.';
const onlyFindings = 'I can only answer explicit questions about findings.';
const mostAnswers = 3;

const asksForDiagnosis =
  /\b(what|which|tell me|give me|reveal|name|say)( \w+){0,5} diagnosis\b|\bdiagnose (the|this|him|her|me)\b|\bwhat (disease|illness|condition) (do|does|is)\b/;
const asksForPastDiagnosis = /\b(previous|past|earlier|prior|known|existing|family)\b/;
const asksForExamination = /\b(exam|signs\b|check the patient)/;
const asksAboutPatient = /\b(age|how old|sex|gender|male|female|who is|summary)\b/;
const asksBroadly =
  /\b(history|tell me|more|what (should|can|could|may|do) i|story|overview|help|information|details?|present|feel|going on|questions?)\b/;

/** Lower case without diacritics, every run of other signs a single space, a space at either end. */
function normalise(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** Whether the phrase stands in the normalised text, beginning where a word begins. */
function mentions(text: string, phrase: string): boolean {
  const wanted = normalise(phrase).trimEnd();
  return wanted !== '' && text.includes(wanted);
}

/** How well a finding fits the text: the summed length of its topics that occur in it. */
function relevance(finding: Finding, text: string): number {
  return finding.topics
    .filter((topic) => mentions(text, topic))
    .reduce((total, topic) => total + topic.length, 0);
}

/** The findings that the text asks for, best first; those equally good in the order written. */
function ranked(findings: readonly Finding[], text: string): Finding[] {
  return findings
    .map((finding) => ({ finding, score: relevance(finding, text) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ finding }) => finding);
}

/** The first topic, which is a readable name. */
function nameOf(finding: Finding): string {
  return finding.topics[0] ?? 'other findings';
}

/** The two opening findings and the names of the others. */
function overview(findings: readonly Finding[], invitation: string): string {
  const opening = findings.slice(0, 2).map(({ answer }) => answer);
  const others = findings.slice(2).map(nameOf).join(', ');
  return [...opening, `${invitation} ${others}.`].join('\n\n');
}

/**
 * The reply to a question about history or examination: up to three matching findings with a blank
 * line between them, the summary or an overview for a broad question, or that there is no information.
 */
export function answerQuestion(scenario: Scenario, question: string): string {
  const text = normalise(question);
  if (asksForDiagnosis.test(text) && !asksForPastDiagnosis.test(text)) return onlyFindings;
  const found = ranked([...scenario.history, ...scenario.examination], text);
  if (found.length > 0) {
    const answers = new Set(found.slice(0, mostAnswers).map(({ answer }) => answer));
    return [...answers].join('\n\n');
  }
  if (asksForExamination.test(text)) {
    return overview(scenario.examination, 'You can also ask about the examination of:');
  }
  if (asksAboutPatient.test(text)) return scenario.summary;
  if (asksBroadly.test(text)) return overview(scenario.history, 'You can also ask about:');
  return noInformation;
}

/** Lower case, trimmed, every run of white space a single space. */
function testKey(test: string): string {
  return test.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** The report under exactly this name. */
function writtenReport(scenario: Scenario, key: string): string | undefined {
  return scenario.reports.find(({ test }) => testKey(test) === key)?.report;
}

/** The report under another name of the same test. */
function reportOfSameTest(scenario: Scenario, key: string): string | undefined {
  const names = sameTests.find((group) => group.includes(key)) ?? [];
  return names.map((name) => writtenReport(scenario, name)).find((report) => report !== undefined);
}

/** The lines of a larger panel that report this test. */
function reportFromPanel(scenario: Scenario, key: string): string | undefined {
  const part = panelParts.get(key);
  const report = part && writtenReport(scenario, part.panel);
  if (!part || report === undefined) return undefined;
  const isPart = (line: string): boolean => part.lines.some((start) => line.startsWith(start));
  const lines = report.split('\n').filter(isPart);
  return lines.length > 0 ? lines.join('\n') : undefined;
}

/**
 * The report of a test by its price-list name. A test that the case does not describe, neither
 * under another name nor as part of a panel, is reported as unremarkable.
 */
export function reportTest(scenario: Scenario, test: string): string {
  const key = testKey(test);
  const name = test.trim().replace(/\s+/g, ' ');
  return (
    writtenReport(scenario, key) ??
    reportOfSameTest(scenario, key) ??
    reportFromPanel(scenario, key) ??
    `${name}: no abnormality reported (synthetic result).`
  );
}

/** The first two sentences of the discussion, which name the leading findings. */
function keySentences(scenario: Scenario): string {
  return normalise(
    scenario.diagnosis.discussion
      .split(/(?<=\.)\s+/)
      .slice(0, 2)
      .join(' '),
  );
}

/** Names of up to two findings that the discussion rests on, none of which names the diagnosis. */
function findingsToReconsider(scenario: Scenario): string[] {
  const { final, accepted } = scenario.diagnosis;
  const telling = [final, ...accepted].map(normalise);
  const harmless = (name: string): boolean =>
    !telling.some((text) => mentions(text, name) || mentions(normalise(name), text));
  const best = (findings: readonly Finding[]): string[] =>
    ranked(findings, keySentences(scenario)).map(nameOf).filter(harmless);
  const [heard] = best(scenario.history);
  const [seen] = best(scenario.examination).filter((name) => name !== heard);
  return [heard, seen].filter((name) => name !== undefined);
}

/**
 * What the panel says about a proposed diagnosis: the discussion if it names the intended one, and
 * otherwise a hint at findings to look at again, without the answer.
 */
export function discussDiagnosis(scenario: Scenario, proposal: string): string {
  const text = normalise(proposal);
  const { accepted, discussion } = scenario.diagnosis;
  if (accepted.some((fragment) => mentions(text, fragment))) {
    return `The proposed diagnosis is consistent with the findings.\n\n${discussion}`;
  }
  const verdict = 'The findings do not fit well with this proposal as the leading diagnosis.';
  const names = findingsToReconsider(scenario);
  if (names.length === 0) return verdict;
  return `${verdict} Consider again what was found under: ${names.join('; ')}.`;
}
