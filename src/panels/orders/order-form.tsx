/**
 * Ordering tests: search, gather in a basket, see what it costs, send.
 *
 * Ctrl+Enter or Cmd+Enter sends from anywhere in the form, and Enter from the empty field.
 */
import type { KeyboardEvent, MouseEvent } from 'react';
import { useRef } from 'react';
import { usePriceList } from '../../state/queries/prices.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { FormFooter } from '../../ui/form-footer.tsx';
import { Notice } from '../../ui/notice.tsx';
import { BasketList } from './basket-list.tsx';
import { ConfirmOrder } from './confirm-order.tsx';
import { TestSearch } from './test-search.tsx';
import type { Offer } from './use-offer.ts';
import { openOffer, useOffer } from './use-offer.ts';
import type { OrderInTheMaking } from './use-order.ts';
import { useOrder } from './use-order.ts';
import { describeForecast, describeSend } from './wording.ts';

export function OrderForm() {
  const { caseRecord } = useWorkspace();
  return caseRecord ? <OfferedOrderForm /> : <AnyOrderForm offer={openOffer} />;
}

function OfferedOrderForm() {
  return <AnyOrderForm offer={useOffer()} />;
}

function AnyOrderForm({ offer }: { offer: Offer }) {
  const order = useOrder(offer);
  const searchRef = useRef<HTMLInputElement>(null);
  // React Aria gives the focus back to a button, but not to the field of a combobox.
  const wasInSearch = useRef(false);
  const focusSearch = () => searchRef.current?.focus();
  const send = () => {
    if (order.tests.length === 0) focusSearch();
    wasInSearch.current = document.activeElement === searchRef.current;
    order.send();
  };
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat || event.nativeEvent.isComposing) return;
    focusSearch();
    send();
  };
  return (
    <>
      <form
        aria-label="Order tests"
        className="flex min-h-0 flex-col"
        onClickCapture={sendOnce}
        onKeyDownCapture={sendByKey}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <OfferFault offer={offer} />
        <PriceListFault />
        <TestSearch
          offer={offer}
          isInvalid={order.fault !== null}
          inputRef={searchRef}
          onChange={order.clearFault}
          onSend={send}
          onTooEarly={order.refuseTooEarly}
        />
        <BasketList offer={offer} onRemoved={focusSearch} />
        <FormFooter hint={<Hint order={order} />} action={<SendButton order={order} />} />
      </form>
      <ConfirmOrder order={order} onClosed={() => wasInSearch.current && focusSearch()} />
    </>
  );
}

/** The second click of a double click on a button that sends is part of the first. */
function sendOnce(event: MouseEvent): void {
  const isOnSend = event.target instanceof Element && event.target.closest('[type=submit]');
  if (event.detail > 1 && isOnSend) event.preventDefault();
}

function OfferFault({ offer: { state } }: { offer: Offer }) {
  return (
    <div role="status">
      {state.phase === 'failed' && (
        <Notice
          grade="problem"
          className="mx-3.5 mt-2"
          action={
            <Button size="small" onPress={state.retry}>
              Try again
            </Button>
          }
        >
          The list of tests could not be read. {state.why} A name can be typed all the same.
        </Notice>
      )}
    </div>
  );
}

function PriceListFault() {
  const { isUnread, isReading, retry } = usePriceList();
  return (
    <div role="status">
      {isUnread && (
        <Notice
          grade="information"
          className="mx-3.5 mt-2"
          action={
            <Button size="small" isBusy={isReading} onPress={retry}>
              Try again
            </Button>
          }
        >
          The price list could not be read: prices are known only once observed.
        </Notice>
      )}
    </div>
  );
}

function Hint({ order }: { order: OrderInTheMaking }) {
  const { tests, halfTyped, forecast, status, block, fault } = order;
  const isGrave = block !== null || fault !== null || forecast.exceedsBy !== null;
  return (
    <span
      role="status"
      className={`line-clamp-3 wrap-anywhere ${isGrave ? 'font-medium text-medium' : ''}`}
    >
      {block ?? fault ?? (
        <>
          {halfTyped !== null && `“${halfTyped}” is not on the list · `}
          {describeForecast(tests.length, forecast, status)}
        </>
      )}
    </span>
  );
}

/** It keeps the focus when nothing can be ordered any more, and says why beside it. */
function SendButton({ order: { tests, forecast, block } }: { order: OrderInTheMaking }) {
  return (
    <Button
      type="submit"
      look="primary"
      size="large"
      aria-disabled={block !== null}
      className={block === null ? '' : 'cursor-not-allowed opacity-50'}
    >
      {describeSend(tests.length, forecast)}
    </Button>
  );
}
