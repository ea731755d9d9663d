/** What has to be answered before an order goes out. Going back is what Enter does. */
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { OrderInTheMaking } from './use-order.ts';

export function ConfirmOrder({ order }: { order: OrderInTheMaking }) {
  const { tests, concerns, goBack, sendAnyway } = order;
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
          <Button size="large" look="primary" onPress={sendAnyway}>
            Order anyway
          </Button>
        </>
      }
    >
      <p className="font-medium wrap-anywhere">{tests.join(', ')}</p>
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
