/** A result on its way out of Bedside, as text that carries where it is from and that it needs checking. */
import type { AnalysisResult } from '../../core/analysis.ts';
import type { AskedAnalysis } from '../../core/asked-analysis.ts';
import { formatDateTime } from '../../lib/format-time.ts';
import {
  describeScore,
  describeSubject,
  describeValue,
  formatCount,
  kindNames,
  riskWords,
  unreadableWords,
} from './words.ts';

/** @param at when it was ready, in milliseconds since 1970 */
export function stampOf(analysis: AskedAnalysis, at: number): string {
  const { request, subject, service } = analysis;
  const what = `${kindNames[request.kind]} of ${describeSubject(subject)}`;
  const length = formatCount(subject.text.length, 'character');
  return `AI-generated, verify. ${what} (${length}) · ${service} · ${formatDateTime(at)}`;
}

export function withStamp(text: string, analysis: AskedAnalysis, at: number): string {
  return `${text}\n\n[${stampOf(analysis, at)}]`;
}

export function resultText(result: AnalysisResult): string {
  switch (result.kind) {
    case 'symptoms':
      return [
        riskWords[result.riskLevel],
        listOf('Follow-up actions', result.followUpActions),
        listOf('Symptoms to monitor', result.symptomsToMonitor),
        listOf('Specialist referrals', result.referrals),
      ].join('\n\n');
    case 'summary':
      return result.text;
    case 'key-phrases':
      return listOf('Key phrases', result.phrases);
    case 'sentiment':
      return `Sentiment: ${describeScore(result.score)} (from −1 to +1)`;
    case 'classification':
      return `Category: ${result.category}`;
    case 'extraction':
      return result.values
        .map(({ name, value }) => `${name}: ${describeValue(value) ?? notInText}`)
        .join('\n');
    case 'unreadable':
      return `${unreadableWords}:\n\n${result.raw}`;
  }
}

export const notInText = 'not in the text';

function listOf(title: string, entries: readonly string[]): string {
  const lines = entries.length === 0 ? ['None named'] : entries.map((entry) => `- ${entry}`);
  return [`${title}:`, ...lines].join('\n');
}
