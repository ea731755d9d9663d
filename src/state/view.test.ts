import { expect, test } from 'vitest';
import { createView } from './view.ts';

function memory(text: string | null = null) {
  let kept = text;
  return {
    read: () => kept,
    write: (next: string) => {
      kept = next;
    },
  };
}

const place = { exchangeId: 'turn-7', offset: -12.5 };

test('[HI4] the place in a conversation is found again after a reload', () => {
  const tab = memory();
  createView(tab).leave('a', place);
  const after = createView(tab);
  expect(after.placeIn('a')).toEqual(place);
  expect(after.placeIn('b')).toBe('end');
});

test('[HI4] who went back to the end is at the end after a reload', () => {
  const tab = memory();
  const view = createView(tab);
  view.leave('a', place);
  view.leave('a', 'end');
  expect(createView(tab).placeIn('a')).toBe('end');
});

test('[HI4] of many places the latest fifty are remembered', () => {
  const tab = memory();
  const view = createView(tab);
  for (let index = 0; index < 60; index++) view.leave(`c${index}`, place);
  view.leave('c12', place);
  const after = createView(tab);
  expect(['c9', 'c10', 'c11', 'c12', 'c59'].map((id) => after.placeIn(id))).toEqual([
    ...['end', place, place, place, place],
  ]);
});

test.each(['', '{', '7', '[["a"]]', '[["a",{"exchangeId":1,"offset":2}]]', '[null]'])(
  '[HI4] what is no place counts for nothing: %s',
  (text) => {
    expect(createView(memory(text)).placeIn('a')).toBe('end');
  },
);

test('[HI4] showing another conversation ends the pointing out of an exchange', () => {
  const view = createView(memory());
  view.reveal('a', 'turn-7');
  expect(view.store.getState()).toMatchObject({ otherId: 'a', revealing: 'turn-7' });
  view.show('b');
  expect(view.store.getState()).toMatchObject({ otherId: 'b', revealing: null });
});
