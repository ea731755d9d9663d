/** The whole reply in one text node that grows. */
import { present } from './feed.ts';
import { gather } from './gather.ts';

present((place) => {
  const node = new Text();
  place.append(node);
  place.style.whiteSpace = 'pre-wrap';
  const { push, clear } = gather((arrived) => node.appendData(arrived));
  return {
    push,
    unmount() {
      clear();
      node.remove();
    },
  };
});
