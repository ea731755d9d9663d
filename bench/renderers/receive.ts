/** Takes the tokens and shows nothing: what that costs is taken off every other figure. */
import { present } from './feed.ts';
import { gather } from './gather.ts';

present(() => {
  const received: string[] = [];
  const { push, clear } = gather((arrived) => received.push(arrived));
  return { push, unmount: clear, isBlind: true };
});
