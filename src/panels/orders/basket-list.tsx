/** The tests chosen for the next order, each with its price and where that is from. */
import { X } from 'lucide-react';
import { useBasket } from '../../state/basket.ts';
import { usePriceOf } from '../../state/queries/prices.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import type { Offer } from './use-offer.ts';
import { describePrice } from './wording.ts';

export interface BasketListProps {
  offer: Offer;
  /** A test was taken out, and its button with it. */
  onRemoved: () => void;
}

export function BasketList({ offer, onRemoved }: BasketListProps) {
  const { basket } = useWorkspace();
  const { tests } = useBasket();
  if (tests.length === 0) return null;
  return (
    <ul
      aria-label="Chosen tests"
      className="scroll-pane flex max-h-[30dvh] min-h-9 flex-col gap-1 px-3.5 pb-2"
    >
      {tests.map((test) => (
        <BasketRow
          key={test}
          test={test}
          isListed={offer.offers(test)}
          onRemove={() => {
            basket.remove(test);
            onRemoved();
          }}
        />
      ))}
    </ul>
  );
}

interface BasketRowProps {
  test: string;
  isListed: boolean;
  onRemove: () => void;
}

function BasketRow({ test, isListed, onRemove }: BasketRowProps) {
  const priceOf = usePriceOf();
  return (
    <li className="flex shrink-0 items-center gap-2 rounded-md bg-sunken py-0.5 pr-0.5 pl-3">
      <div className="flex min-w-0 grow flex-wrap items-baseline gap-x-2">
        <span title={test} className="line-clamp-3 font-medium wrap-anywhere">
          {test}
        </span>
        {!isListed && <span className="text-sm font-medium text-medium">not on the list</span>}
        <span className="text-sm text-ink-3">{describePrice(priceOf(test))}</span>
      </div>
      <Button look="quiet" size="icon" aria-label={`Remove ${test}`} onPress={onRemove}>
        <X aria-hidden size={16} />
      </Button>
    </li>
  );
}
