/**
 * The scripted answer in a conversation, in Markdown.
 *
 * The system prompt decides who speaks: the medical assistant unless it asks for a lawyer's, a
 * support agent's or a tutor's. Its one law: no answer claims more than general information.
 */
import { general, topicOf, topics, type Topic } from './topics.ts';

export interface Consultation {
  readonly system: string;
  /** What the person said, the question to be answered last. */
  readonly said: readonly string[];
}

interface Role {
  readonly prompt: RegExp;
  readonly answer: string;
}

const roles: readonly Role[] = [
  {
    prompt: /legal|contract|attorney|lawyer/i,
    answer:
      '**Points to look at**\n\n1. *Ambiguous wording:* define every term that carries an obligation.\n2. *Missing clauses:* liability, termination, governing law, confidentiality.\n3. *Fairness:* notice periods and penalties should bind both sides alike.\n\nThis is legal information, not advice; please have a qualified attorney look at it.',
  },
  {
    prompt: /atención al cliente|soporte/i,
    answer:
      'Gracias por escribirnos, y disculpe las molestias.\n\n1. ¿Desde cuándo ocurre?\n2. ¿Qué mensaje aparece?\n\nCon esos datos lo resolvemos o lo pasamos a un especialista.',
  },
  {
    prompt: /support client/i,
    answer:
      'Merci de nous avoir écrit, et veuillez nous excuser pour la gêne.\n\n1. Depuis quand cela se produit-il ?\n2. Quel message s’affiche ?\n\nNous pourrons alors régler le problème ou le confier à un spécialiste.',
  },
  {
    prompt: /kundensupport|kundendienst/i,
    answer:
      'Danke für Ihre Nachricht; die Umstände tun uns leid.\n\n1. Seit wann tritt das auf?\n2. Welche Meldung erscheint?\n\nDamit lösen wir es oder geben es an einen Spezialisten weiter.',
  },
  {
    prompt: /customer support|support agent/i,
    answer:
      'Thank you for getting in touch, and sorry for the trouble.\n\n1. Since when has this happened?\n2. Which message do you see?\n\nWith that we can solve it, or hand it to a specialist.',
  },
  {
    prompt: /tutor/i,
    answer:
      'Let us take it step by step.\n\n1. **The idea** in one sentence, in your own words.\n2. **An example** with small numbers.\n3. **Your turn:** change one number and say what happens.\n\nWhich step would you like to start with?',
  },
];

export function consult({ system, said }: Consultation): string {
  const role = roles.find(({ prompt }) => prompt.test(system));
  return role?.answer ?? layOut(topicInTalk(said));
}

/** That of the last message which names one: "it is worse now" goes on about the same. */
function topicInTalk(said: readonly string[]): Topic {
  const known = said.toReversed().map(topicOf);
  return known.find((topic) => topics.includes(topic)) ?? general;
}

function layOut({ name, advice, questions }: Topic): string {
  const list = questions.map((question, index) => `${index + 1}. ${question}`).join('\n');
  return `**${name}**\n\n${advice}\n\n${list}\n\nThis is general information and does not replace a consultation with a doctor.`;
}
