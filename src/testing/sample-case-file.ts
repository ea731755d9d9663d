/** A conversation with something of everything, and the case file of it. */
import type { Account } from '../core/account.ts';
import { openAccount, reduceAccount } from '../core/account.ts';
import type { Conversation } from '../core/conversation.ts';
import type { ConversationEvent } from '../core/events.ts';
import type { CaseFile, CaseFileRequest } from '../core/export/case-file.ts';
import { openCaseFile } from '../core/export/case-file.ts';
import { cents } from '../core/money.ts';
import { reduceConversation } from '../core/reduce-conversation.ts';
import {
  converse,
  delta,
  emptyConversation,
  finished,
  lost,
  message,
  order,
  sent,
  settlement,
  started,
  stopped,
} from './samples.ts';

/** 20 November 2026, in the morning. */
const morning = Date.UTC(2026, 10, 20, 8, 0);

function turn(first: ConversationEvent, id: string, ...rest: readonly ConversationEvent[]) {
  return [first, sent(id, morning), ...rest];
}

const say = (id: string, text: string): ConversationEvent => ({
  type: 'message-written',
  message: message(id, { text, writtenAt: morning }),
});

const request = (id: string, test: string): ConversationEvent => ({
  type: 'message-written',
  message: { ...order(id, test, 1200), writtenAt: morning },
});

/** Eight turns: asked, flagged, ordered with and without a result, stopped, refused, diagnosed. */
const eventful: readonly ConversationEvent[] = [
  {
    type: 'profile-changed',
    profile: {
      ...{ age: 54, sex: 'male', weight: 80.5, conditions: ['hypertension'] },
      medications: [{ name: 'metformin', dose: '500 mg twice a day' }],
      allergies: ['penicillin'],
    },
  },
  ...turn(say('a1', 'My patient has chest pain.'), 'a1', {
    type: 'alert-raised',
    at: morning + 400,
    turnId: 'a1',
    report: { severity: 'emergency', text: 'Possible heart attack' },
  }),
  ...[started('a1', morning + 500), delta('a1', 'Call for help.')],
  finished('a1', null, { at: morning + 2500 }),
  {
    type: 'alert-acknowledged',
    alertId: 'alert-1',
    acknowledgement: { by: 'dr.lee', at: morning + 42_400, reason: 'Ambulance called' },
  },
  ...turn(request('a2', 'troponin i'), 'a2', started('a2', morning + 600)),
  ...[delta('a2', 'Troponin I: 2.1 ng/mL.'), finished('a2', settlement(1354, 1354, 48_646))],
  ...turn(say('a3', 'Any family history?'), 'a3', started('a3'), delta('a3', 'His father ')),
  ...[stopped('a3', morning + 900), finished('a3')],
  ...turn(request('a4', 'chest x-ray'), 'a4', lost('a4', morning + 1000)),
  ...turn(say('a5', '=HYPERLINK("x")'), 'a5', {
    type: 'reply-failed',
    at: morning + 1100,
    turnId: 'a5',
    failure: { kind: 'refused', detail: 'Too long' },
  }),
  { type: 'notice-received', at: morning + 1200, text: 'The ward round begins at 10.' },
  ...turn(say('a6', 'And his mother?'), 'a6', started('a6'), delta('a6', 'His mother died of ')),
  lost('a6', morning + 1300),
  ...turn(
    {
      type: 'message-written',
      message: message('a7', {
        action: 'diagnose',
        text: 'Final diagnosis: NSTEMI\n2. Aortic dissection\nReasoning: Troponin is raised.',
        writtenAt: morning,
      }),
    },
    'a7',
    ...[started('a7'), delta('a7', 'Noted.'), finished('a7')],
  ),
  say('a8', 'Never sent'),
];

const eventfulConversation: Conversation = converse(...eventful);

function accountOf(events: readonly ConversationEvent[]): Account {
  let conversation = emptyConversation;
  let account = openAccount(cents(50_000), true);
  for (const event of events) {
    const id = event.type === 'message-sent' ? event.turnId : null;
    const exchange = conversation.exchanges.find(({ message: { id: own } }) => own === id);
    const sentNow = exchange && {
      message: exchange.message,
      conversationId: conversation.id,
    };
    account = reduceAccount(account, event, sentNow);
    conversation = reduceConversation(conversation, event);
  }
  return account;
}

/** Who asks for the file, and when. */
export const fileRequest: CaseFileRequest = {
  conversation: eventfulConversation,
  account: accountOf(eventful),
  isPart: false,
  tenant: 'St. Olav · Ward 3',
  isDemo: false,
  madeBy: 'dr.lee',
  madeAt: morning + 3_600_000,
  clinician: 'dr.lee',
  patientId: 'p-12345',
  caseSummary: 'A 54-year-old man with chest pain. It began an hour ago.',
  cptCodeOf: (test) => (test === 'troponin i' ? '84484' : null),
};

export const sampleFile: CaseFile = openCaseFile(fileRequest);
