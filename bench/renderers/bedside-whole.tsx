/**
 * The conversation panel as a whole: store, token buffer, transcript, announcer and composer, on a
 * back end in memory. Above the reply stand as many messages as the feeder asks for.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Assistant } from '../../src/core/assistant.ts';
import { sourceOf } from '../../src/core/assistant.ts';
import type { ConversationBackend } from '../../src/core/backend.ts';
import type { Consultation } from '../../src/state/consultation-port.ts';
import type { Conversation, Exchange, Source } from '../../src/core/conversation.ts';
import { startConversation } from '../../src/core/conversation.ts';
import { newId } from '../../src/lib/new-id.ts';
import { systemClock } from '../../src/net/system-clock.ts';
import { ChatPanel } from '../../src/panels/chat/chat-panel.tsx';
import { createAlertRepeat } from '../../src/state/alert-repeat.ts';
import { createBasket } from '../../src/state/basket.ts';
import { createConsultation } from '../../src/state/consultation.ts';
import { createDrafts } from '../../src/state/drafts.ts';
import { frameScheduler } from '../../src/state/frame-scheduler.ts';
import { createKeeper } from '../../src/state/keeper.ts';
import { createSelectedText } from '../../src/state/selected-text.ts';
import { createView } from '../../src/state/view.ts';
import type { Workspace } from '../../src/state/workspace.ts';
import { WorkspaceContext } from '../../src/state/workspace.ts';
import { createLeaving, nothingElsewhere } from '../../src/state/leaving.ts';
import { FakeAlarm } from '../../src/testing/fake-alarm.ts';
import { fakeConnections } from '../../src/testing/fake-connections.ts';
import { FakeBackend } from '../../src/testing/fake-backend.ts';
import { memoryVault } from '../../src/testing/memory-vault.ts';
import { mixedDocument, usualPace } from '../documents.ts';
import { present } from './feed.ts';

const drafts = createDrafts('bench', null);

const oldReplies = [400, 500, 600, 700, 800].map((characters) =>
  mixedDocument(characters, usualPace).tokens.join('').replace('zenith', 'end'),
);

present((place, messages) => {
  Object.assign(place.style, {
    display: 'flex',
    flexDirection: 'column',
    blockSize: '100vh',
    maxInlineSize: 'none',
    padding: '0',
  });
  const backend = new FakeBackend(systemClock);
  const consultation = consult(backend, messages);
  const root = createRoot(place);
  flushSync(() =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <WorkspaceContext value={createWorkspace(consultation)}>
          <ChatPanel orderForm={null} />
        </WorkspaceContext>
      </QueryClientProvider>,
    ),
  );
  // An assistant that remembers: no summary for one that has forgotten is part of the figures.
  backend.line.online(true);
  let hasBegun = false;
  return {
    push(token) {
      if (!hasBegun) {
        hasBegun = true;
        consultation.write('ask', 'What do you make of it?');
        backend.line.start();
      }
      backend.line.say(token);
    },
    unmount() {
      consultation.close();
      root.unmount();
    },
  };
});

function consult(backend: FakeBackend, messages: number): Consultation {
  const conversation: ConversationBackend = {
    capabilities: { ...backend.capabilities, actions: ['ask'], budget: false, replies: 'markdown' },
    open: (options, sink) => backend.open(options, sink),
  };
  const assistant: Assistant = {
    id: 'bench',
    name: 'Assistant',
    backEnd: 'Memory',
    purpose: 'Answers the bench',
    conversation,
    usualBudget: null,
    limits: { firstFrame: 600_000, stall: 600_000, giveUp: 600_000 },
    templates: [],
  };
  return createConsultation({
    assistants: [assistant],
    tenant: 'Bench',
    user: 'bench',
    clock: systemClock,
    scheduler: frameScheduler(systemClock),
    newId,
    kept: { conversation: longConversation(sourceOf(assistant, 'Bench'), messages) },
  });
}

/** Questions and finished replies of a few hundred characters, no two alike. */
function longConversation(source: Source, messages: number): Conversation {
  const exchanges = Array.from({ length: messages / 2 }, (_, index) => oldExchange(source, index));
  return { ...startConversation('bench', 0, source), exchanges };
}

function oldExchange(source: Source, index: number): Exchange {
  const at = index * 60_000;
  return {
    message: {
      id: `old-${index}`,
      action: 'ask',
      text: `Question ${index + 1}: what follows from this?`,
      writtenAt: at,
      forecast: null,
    },
    delivery: { status: 'delivered', at },
    turn: {
      phase: 'finished',
      startedAt: at,
      finishedAt: at + 5_000,
      text: `Answer ${index + 1}.\n\n${oldReplies[index % oldReplies.length] ?? ''}`,
    },
    steps: [],
    settlement: null,
    profile: null,
    source,
  };
}

function createWorkspace(consultation: Consultation): Workspace {
  const work = { ...consultation.store.getState(), draft: null, basket: [], typedTest: '' };
  return {
    tenant: 'Bench',
    identity: {
      user: 'bench',
      group: 'bench',
      sessionId: 'bench',
      isNewSession: false,
      mayExport: false,
      clockSkew: 0,
    },
    consultation,
    keeper: createKeeper({
      journal: null,
      clock: systemClock,
      present: [],
      isDamaged: false,
      work: () => ({ ...work, sessionId: 'bench', draft: drafts.of('bench') }),
    }),
    basket: createBasket([]),
    drafts,
    view: createView(memoryVault()),
    alarm: createAlertRepeat({
      consultation,
      clock: systemClock,
      ports: new FakeAlarm(),
      memory: memoryVault(),
    }),
    caseRecord: null,
    exports: null,
    analyses: null,
    selection: createSelectedText(),
    history: null,
    notices: null,
    broadcast: null,
    thread: null,
    mirror: null,
    connections: fakeConnections(),
    leaving: createLeaving({
      ...{ mirror: null, consultation, clock: systemClock, signOut: () => undefined },
      countElsewhere: () => Promise.resolve(nothingElsewhere),
    }),
    readPriceList: null,
    signOut: () => {},
  };
}
