/** One voice among all tabs of the site: whoever has the lock is heard, and the others are told. */
import type { AlarmVoice } from '../core/alarm.ts';
import type { TabChannel } from './tab-channel.ts';

const name = 'bedside.alarm';
const speaking = 'speaking';

/** A browser without locks, or a page not served by https, still tells the other tabs. */
export function tabVoice(
  channel: TabChannel,
  locks: LockManager | undefined = (navigator as Partial<Navigator>).locks,
): AlarmVoice {
  const speakUp = (speak: () => Promise<void>) => {
    channel.post(speaking);
    return speak();
  };
  return {
    async alone(speak) {
      if (!locks) return speakUp(speak);
      await locks.request(name, { ifAvailable: true }, (lock) =>
        lock ? speakUp(speak) : undefined,
      );
    },
    onOther: (listener) =>
      channel.listen((message) => {
        if (message === speaking) listener();
      }),
  };
}
