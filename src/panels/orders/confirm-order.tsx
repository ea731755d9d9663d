/** What has to be answered before an order goes out. Going back is what Enter does. */
import { flushSync } from 'react-dom';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ScrollPane } from '../../ui/scroll-pane.tsx';
import type { OrderInTheMaking } from './use-order.ts';

export interface ConfirmOrderProps {
  order: OrderInTheMaking;
  /** The dialog is gone from the page. */
  onClosed: () => void;
}

export function ConfirmOrder({ order, onClosed }: ConfirmOrderProps) {
  const { tests, concerns } = order;
  const answer = (act: () => void) => {
    flushSync(act);
    onClosed();
  };
  const goBack = () => answer(order.goBack);
  return (
    <Dialog
      role="alertdialog"
      isOpen={concerns !== null}
      onClose={goBack}
      title={tests.length === 1 ? 'Order this test?' : `Order these ${tests.length} tests?`}
      footer={
        <>
          <Button size="large" autoFocus onPress={goBack}>
            Go back
          </Button>
          <Button size="large" look="primary" onPress={() => answer(order.sendAnyway)}>
            Order anyway
          </Button>
        </>
      }
    >
      {/* However many they are, what speaks against them is in sight. */}
      <ScrollPane label="Tests" className="max-h-[30dvh]">
        <p className="font-medium wrap-anywhere">{tests.join(', ')}</p>
      </ScrollPane>
      <ul className="flex list-disc flex-col gap-2 pt-2 pl-5">
        {concerns?.map((concern) => (
          <li key={concern} className="wrap-anywhere">
            {concern}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
