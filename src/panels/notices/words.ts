/** How the line of the notices stands, in words; `null` while there is nothing to say of it. */
import type { ConnectionState } from '../../core/connection.ts';

export function describeLine(connection: ConnectionState): string | null {
  switch (connection.phase) {
    case 'idle':
    case 'online':
      return null;
    case 'connecting':
      return connection.attempt === 0 ? null : missing;
    case 'waiting':
      return missing;
    case 'failed':
      return failures[connection.cause];
  }
}

const missing =
  'Notices do not arrive now: the line to them is gone. It is tried again by itself, and what was missed is fetched then.';

const failures = {
  'sign-in-required':
    'Notices do not arrive: the server does not accept this session any more. Sign out and in again.',
  refused:
    'Notices do not arrive: the server answered with something else. Tell whoever runs this site.',
  'closed-by-server': 'Notices do not arrive: the server says that it has none to send.',
} as const;
