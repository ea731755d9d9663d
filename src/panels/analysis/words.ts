/** An analysis in words: what it is, what it is of, how it stands, what came of it in one line. */
import type { AnalysisRequest, AnalysisResult, ExtractedValue } from '../../core/analysis.ts';
import type { AskedAnalysis, AskedSubject } from '../../core/asked-analysis.ts';

type Kind = AnalysisRequest['kind'];

export const kindNames: Record<Kind, string> = {
  symptoms: 'Symptom analysis',
  summary: 'Summary',
  'key-phrases': 'Key phrases',
  sentiment: 'Sentiment',
  classification: 'Classification',
  extraction: 'Extraction',
};

export const kindAims: Record<Kind, string> = {
  symptoms: 'Risk level, follow-up actions, what to monitor, referrals',
  summary: 'The key points in a few sentences',
  'key-phrases': 'The words that matter most',
  sentiment: 'From negative to positive, with a figure',
  classification: 'Which one of the categories that you write',
  extraction: 'The fields that you name, as a table',
};

/** `the conversation “Does he smoke?”` */
export function describeSubject({ kind, title }: AskedSubject): string {
  const name = `“${title}”`;
  if (kind === 'pasted') return `the pasted text ${name}`;
  return kind === 'conversation' ? `the conversation ${name}` : `a selection from ${name}`;
}

export function formatCount(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}

/** How it stands, for one small line. @param opensIn milliseconds until the next one has its turn */
export function describeStanding({ standing }: AskedAnalysis, opensIn: number): string {
  switch (standing.phase) {
    case 'waiting':
      return opensIn > 0
        ? `Waits for its turn: ${Math.ceil(opensIn / 1000)} s`
        : 'Waits for its turn';
    case 'starting':
      return 'Being started';
    case 'running':
      return 'Being read';
    case 'overdue':
      return 'Still running';
    case 'done':
      return describeResult(standing.result);
    case 'failed':
      return 'Failed';
    case 'uncertain':
      return 'Not known whether it was started';
  }
}

/** The result in one line. */
function describeResult(result: AnalysisResult): string {
  switch (result.kind) {
    case 'symptoms':
      return `${riskWords[result.riskLevel]} · ${formatCount(result.followUpActions.length, 'follow-up action')}`;
    case 'summary':
      return result.text;
    case 'key-phrases':
      return result.phrases.length === 0 ? 'None found' : result.phrases.join(', ');
    case 'sentiment':
      return describeScore(result.score);
    case 'classification':
      return result.category;
    case 'extraction': {
      const found = result.values.filter(({ value }) => value !== null).length;
      return `${found} of ${formatCount(result.values.length, 'field')} in the text`;
    }
    case 'unreadable':
      return unreadableWords;
  }
}

export const unreadableWords = 'Could not be read as structured';

export const riskWords = { low: 'Low risk', medium: 'Medium risk', high: 'High risk' } as const;

/** `−0.67, negative` */
export function describeScore(score: number): string {
  const tone = score < -0.2 ? 'negative' : score > 0.2 ? 'positive' : 'neutral';
  return `${figure.format(score)}, ${tone}`;
}

const figure = new Intl.NumberFormat('en', { maximumFractionDigits: 2, signDisplay: 'exceptZero' });

/** `null` where the text does not say. */
export function describeValue(value: ExtractedValue): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number' || typeof value === 'string') return String(value);
  return value.length === 0 ? 'None' : value.join('; ');
}

/** What is said when there is something new of it; empty where that is not worth a word. */
export function announce(analysis: AskedAnalysis, opensAt: number | null): string {
  const { request, standing } = analysis;
  const name = kindNames[request.kind];
  switch (standing.phase) {
    case 'waiting':
      return opensAt === null ? '' : `${name} waits for its turn and starts by itself.`;
    case 'starting':
      return '';
    case 'running':
      return `${name} is being read.`;
    case 'overdue':
      return `${name} is still running. You can keep waiting.`;
    case 'done':
      return `${name} is ready. ${asSentence(describeResult(standing.result))}`;
    case 'failed':
      return `${name} failed. ${standing.detail}`;
    case 'uncertain':
      return `${name}: it is not known whether it was started.`;
  }
}

function asSentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
