/**
 * What hardly anything can beat: a text node for each paragraph, of which only the last one grows,
 * without React and without a look at what the marks mean.
 */
import { present } from './feed.ts';
import { gather } from './gather.ts';

present((place) => {
  let open = addParagraph(place);
  const { push, clear } = gather((arrived) => {
    const [first = '', ...others] = arrived.split('\n\n');
    open.appendData(first);
    for (const text of others) {
      open = addParagraph(place);
      open.appendData(text);
    }
  });
  return {
    push,
    unmount() {
      clear();
      place.replaceChildren();
    },
  };
});

function addParagraph(place: HTMLElement): Text {
  const paragraph = document.createElement('p');
  paragraph.style.whiteSpace = 'pre-wrap';
  const text = new Text();
  paragraph.append(text);
  place.append(paragraph);
  return text;
}
