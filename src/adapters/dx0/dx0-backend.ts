/**
 * Dx0, as the roles it fills: sign-in, conversation, case and export.
 *
 * It puts the pieces of this folder together and keeps what belongs to one signed-in session.
 * Its one law: a token leaves this folder only towards the server it came from.
 */
import type {
  CaseBackend,
  ConversationBackend,
  ExportBackend,
  SignIn,
} from '../../core/backend.ts';
import type { Credentials, Http } from '../../net/http.ts';
import { createHttp } from '../../net/http.ts';
import { path } from '../../net/path.ts';
import type { SocketOptions } from '../../net/reconnecting-socket.ts';
import { toBundle } from './convert.ts';
import { dx0Pace, newSessionMemory, openDx0Channel } from './dx0-channel.ts';
import type { Dx0SignIn, Dx0SignInOptions } from './dx0-sign-in.ts';
import { createDx0SignIn } from './dx0-sign-in.ts';
import { wireBundle, wireCase, wireContentLimit, wireTests } from './wire.ts';

export interface Dx0Options
  extends Dx0SignInOptions, Pick<SocketOptions, 'pace' | 'random' | 'onWake' | 'createSocket'> {}

export interface Dx0Backend {
  readonly signIn: SignIn;
  readonly conversation: ConversationBackend;
  readonly caseRecord: CaseBackend;
  readonly exports: ExportBackend;
}

/** @param session the sign-in role, where it was needed before the others */
export function createDx0Backend(
  options: Dx0Options,
  { signIn, credentials, sessionId }: Dx0SignIn = createDx0SignIn(options),
): Dx0Backend {
  const http = createHttp({
    baseUrl: options.baseUrl,
    parameters: options.parameters,
    credentials,
    link: options.links?.('rest'),
  });
  return {
    signIn,
    conversation: createConversationRole(options, credentials, sessionId),
    caseRecord: createCaseRole(http),
    exports: createExportRole(http),
  };
}

function createConversationRole(
  options: Dx0Options,
  credentials: Credentials,
  sessionId: () => string | null,
): ConversationBackend {
  const sessions = new Map<string | null, ReturnType<typeof newSessionMemory>>();
  const memory = () => {
    const known = sessions.get(sessionId()) ?? newSessionMemory();
    sessions.set(sessionId(), known);
    return known;
  };
  return {
    capabilities: {
      actions: ['ask', 'order', 'diagnose'],
      case: true,
      budget: true,
      emergencies: false,
      pace: dx0Pace,
      profile: [],
      replies: 'plain',
      messageLimit: wireContentLimit,
      isKeptByServer: false,
      continues: false,
    },
    open: (openOptions, sink) =>
      openDx0Channel(
        {
          ...options,
          link: options.links?.('socket'),
          address: async () => socketAddress(options, await credentials.accessToken()),
          renew: () => credentials.renew(),
          sessionId,
          session: memory(),
        },
        openOptions,
        sink,
      ),
  };
}

/** The token travels in the query: a browser cannot send a header with a WebSocket. */
function socketAddress({ baseUrl, parameters }: Dx0Options, token: string): URL {
  const address = new URL(`${baseUrl}/ws`);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  address.searchParams.set('token', token);
  return address;
}

function createCaseRole(http: Http): CaseBackend {
  return {
    readCase: (signal) => http.get('case', wireCase, signal),
    readTests: async (signal) => (await http.get('tests', wireTests, signal)).tests,
  };
}

function createExportRole(http: Http): ExportBackend {
  return {
    async exportTranscript(patientId, lines) {
      const transcript = lines.map(({ speaker, text }) => [speaker, text]);
      const body = { transcript, patient_id: patientId };
      return toBundle(await http.post(path`fhir/transcript`, body, wireBundle));
    },
    async exportOrders(patientId, tests) {
      const body = { tests, patient_id: patientId };
      return toBundle(await http.post(path`fhir/tests`, body, wireBundle));
    },
  };
}
