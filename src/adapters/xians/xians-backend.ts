/**
 * A Xians server, as the two roles it fills: conversation and notices.
 *
 * It puts the pieces of this folder together; the roles share what was told. Its one law: a token
 * leaves this folder only towards the server that it is for.
 */
import type { ConversationBackend } from '../../core/backend.ts';
import type { NoticeBackend } from '../../core/notice.ts';
import { dialHub } from '../../net/hub.ts';
import { openXiansChannel } from './xians-channel.ts';
import type { XiansLine } from './xians-line.ts';
import type { XiansNoticeLine } from './xians-notices.ts';
import { createXiansNotices } from './xians-notices.ts';
import type { XiansServerOptions } from './xians-server.ts';
import { createXiansServer } from './xians-server.ts';

export interface XiansOptions
  extends
    XiansServerOptions,
    Pick<XiansLine, 'workflow' | 'clock' | 'random' | 'onWake' | 'newId' | 'pace'>,
    Pick<XiansNoticeLine, 'heartbeatSeconds'> {
  readonly answerLimit: number;
  readonly notices: Pick<XiansNoticeLine, 'workflow' | 'scope'>;
}

export interface XiansBackend {
  readonly conversation: ConversationBackend;
  readonly notices: NoticeBackend;
  /** All that was ever said with the workflow, in whatever conversation: the server keeps one thread. */
  deleteThread(): Promise<void>;
}

/** In characters; a frame of the hub holds 32 KB. */
const messageLimit = 30_000;

export function createXiansBackend(options: XiansOptions): XiansBackend {
  const line = {
    ...options,
    dialHub,
    server: createXiansServer(options),
    claimed: new Set<string>(),
    scopes: new Set<string>(),
  };
  return {
    conversation: {
      capabilities: {
        actions: ['ask'],
        case: false,
        budget: false,
        emergencies: false,
        pace: null,
        profile: [],
        replies: 'markdown',
        messageLimit,
        isKeptByServer: false,
        continues: true,
      },
      open: ({ continues }, sink) => openXiansChannel(line, continues, sink),
    },
    notices: createXiansNotices({ ...line, ...options.notices }),
    deleteThread: () => line.server.deleteThread(options.workflow),
  };
}
