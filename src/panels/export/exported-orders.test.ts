import { expect, test } from 'vitest';
import type { Order, OrderState } from '../../core/account.ts';
import { exportedOrders } from './exported-orders.ts';

function orderOf(test: string, state: OrderState, conversationId = 'this'): Order {
  const money = { cost: null, forecast: null, spentBefore: null, settledByTotal: false };
  return { id: `${test} ${state}`, conversationId, test, orderedAt: 0, state, ...money };
}

test('[XP4] only orders that were charged go out, and those in doubt are counted', () => {
  const orders = [
    orderOf('d-dimer', 'placed'),
    orderOf('ferritin', 'refused'),
    orderOf('lipase', 'not-placed'),
    orderOf('ct head', 'uncertain'),
    orderOf('mri', 'sent'),
    orderOf('d-dimer', 'placed'),
  ];
  expect(exportedOrders(orders, 'this')).toEqual({ tests: ['d-dimer', 'd-dimer'], undecided: 2 });
});

test('[XP4] an order of another conversation never goes out under this patient', () => {
  const orders = [orderOf('d-dimer', 'placed', 'other'), orderOf('mri', 'sent', 'other')];
  expect(exportedOrders(orders, 'this')).toEqual({ tests: [], undecided: 0 });
});
