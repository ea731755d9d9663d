/**
 * The field in which a test is looked for: by name or CPT code, or a name of one's own.
 *
 * Enter takes the option that is marked; else the test that is named exactly, or what resembles no
 * test of the list; else it marks the first option, so that nothing is ordered by a half-typed
 * name. A name of one's own that resembles others is the last option. While the list is not known
 * yet, nothing can be told of a name, and Enter takes none.
 */
import { ChevronDown, Search } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { useContext, useLayoutEffect, useMemo, useRef } from 'react';
import { Button, ComboBox, ComboBoxStateContext, Input } from 'react-aria-components';
import { useBasket } from '../../state/basket.ts';
import { usePriceOf } from '../../state/queries/prices.ts';
import { useWorkspace } from '../../state/workspace.ts';
import type { TestOption } from './test-options.ts';
import { optionsFor } from './test-options.ts';
import { TestPopover } from './test-popover.tsx';
import type { Offer } from './use-offer.ts';

export interface TestSearchProps {
  offer: Offer;
  /** The last attempt to send failed for something in this field. */
  isInvalid: boolean;
  inputRef: Ref<HTMLInputElement>;
  /** Something was typed or chosen. */
  onChange: () => void;
  /** Enter in the empty field. */
  onSend: () => void;
  /** Enter while the list of tests is not known yet. */
  onTooEarly: () => void;
}

export function TestSearch(props: TestSearchProps) {
  const { offer, isInvalid, inputRef, onChange, onSend, onTooEarly } = props;
  const { basket } = useWorkspace();
  const { typed } = useBasket();
  const priceOf = usePriceOf();
  const found = useMemo(() => optionsFor(offer, typed, priceOf), [offer, typed, priceOf]);
  const add = (name: string) => {
    onChange();
    basket.add(name);
  };
  const enter = () => {
    if (typed.trim() === '') onSend();
    else if (offer.state.phase === 'loading') onTooEarly();
    else if (found.exact !== undefined || found.isUnlike) add(found.exact ?? typed);
    else return false;
    return true;
  };
  const row = useRef<HTMLDivElement>(null);
  // The list opens above the whole composer, whose box only the page knows.
  const box = useRef<Element | null>(null);
  useLayoutEffect(() => {
    box.current = row.current?.closest('[data-overlay-anchor]') ?? row.current;
  }, []);
  return (
    <ComboBox<TestOption>
      ref={row}
      aria-label="Message: test to order"
      menuTrigger="manual"
      allowsCustomValue
      // Else what is typed before the list is there would never open it.
      allowsEmptyCollection
      items={found.options}
      inputValue={typed}
      onInputChange={(text) => {
        onChange();
        basket.type(text);
      }}
      isInvalid={isInvalid}
      className="flex shrink-0 items-center gap-2.5 px-3.5 pt-1.5"
    >
      <Search aria-hidden size={16} className="shrink-0 text-ink-3" />
      <SearchInput inputRef={inputRef} placeholder={placeholderOf(offer)} onEnter={enter} />
      <Button className="grid size-8 shrink-0 cursor-pointer place-items-center rounded-md text-ink-2 data-hovered:bg-sunken">
        <ChevronDown aria-hidden size={18} />
      </Button>
      <TestPopover more={found.more} empty={emptyWords(offer)} box={box} onChoose={add} />
    </ComboBox>
  );
}

function emptyWords({ state }: Offer): string {
  return state.phase === 'loading' ? 'The list of tests is still being read.' : 'Type a name.';
}

function placeholderOf({ state, tests }: Offer): string {
  if (state.phase === 'loading') return 'Reading the list of tests …';
  if (tests.length === 0) return 'Name of a test';
  return `Search ${tests.length} tests by name or CPT code`;
}

interface SearchInputProps {
  inputRef: Ref<HTMLInputElement>;
  placeholder: string;
  /** @returns false where an option has to be chosen first */
  onEnter: () => boolean;
}

function SearchInput({ inputRef, placeholder, onEnter }: SearchInputProps) {
  const list = useContext(ComboBoxStateContext);
  useSpokenPage(list?.isOpen === true);
  const takeEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    const { isComposing } = event.nativeEvent;
    const isMarked = list?.isOpen && list.selectionManager.focusedKey !== null;
    if (isMarked && !isComposing) return;
    event.stopPropagation();
    event.preventDefault();
    if (isComposing || event.repeat) return;
    if (onEnter()) list?.close();
    else if (list) markFirst(list);
  };
  return (
    <div onKeyDownCapture={takeEnter} className="min-w-0 grow">
      <Input
        ref={inputRef}
        placeholder={placeholder}
        onChange={(event) => event.target.value !== '' && list?.open(null, 'input')}
        className="min-h-11 w-full min-w-0 bg-transparent text-ellipsis placeholder:text-ink-3"
      />
    </div>
  );
}

/**
 * React Aria hides the rest of the page from assistive technology while the list of a combobox is
 * open. Here a reply, an alert or the state of the line may have to be read out meanwhile, and what
 * is not hidden cannot be focused while hidden; so the page is marked as what has to stay.
 */
function useSpokenPage(isOpen: boolean): void {
  // Has to be there before React Aria hides, in an effect of the combobox around this.
  useLayoutEffect(() => {
    const page = document.getElementById('root');
    if (!isOpen || !page) return;
    page.dataset['liveAnnouncer'] = 'true';
    return () => {
      delete page.dataset['liveAnnouncer'];
    };
  }, [isOpen]);
}

function markFirst(list: NonNullable<React.ContextType<typeof ComboBoxStateContext>>): void {
  if (!list.isOpen) return list.open('first', 'manual');
  list.selectionManager.setFocused(true);
  list.selectionManager.setFocusedKey(list.collection.getFirstKey());
}
