/**
 * The history role of a Sessions server.
 *
 * Its one law: nothing is read from a list that may be old, and a delete that finds nothing has done
 * its work.
 */
import { Rejected } from '../../core/errors.ts';
import type { HistoryBackend } from '../../core/history.ts';
import { toConversation, toListed, toMessage, toWireChange, toWireNew } from './convert.ts';
import type { SessionsHttp } from './sessions-http.ts';

export function createSessionsHistory(http: SessionsHttp): HistoryBackend {
  return {
    async list(page, signal) {
      const { items, next_cursor: next = null } = await http.listSessions(page, signal);
      return { items: items.map(toListed), next };
    },
    read: async (id, signal) => toConversation(await http.readSession(id, signal)),
    create: async (name, instructions, signal) =>
      (await http.createSession(name, instructions, signal)).session_id,
    describe: async (id, description, signal) =>
      toConversation(await http.changeSession(id, toWireChange(description), signal)),
    end: async (id, signal) => toConversation(await http.changeSession(id, { end: true }, signal)),
    async readMessages(id, { order, ...page }, signal) {
      const wireOrder = order === 'oldest-first' ? 'asc' : 'desc';
      const answer = await http.listMessages(id, wireOrder, page, signal);
      return { items: answer.items.map(toMessage), next: answer.next_cursor ?? null };
    },
    append: async (id, message, signal) =>
      (await http.addMessage(id, toWireNew(message), signal)).message_id,
    async deleteMessage(id, messageId, signal) {
      try {
        await http.deleteMessage(id, messageId, signal);
      } catch (error) {
        const isGone = error instanceof Rejected && error.status === 404;
        if (!isGone) throw error;
      }
    },
  };
}
