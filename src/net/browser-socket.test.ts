import { expect, it } from 'vitest';
import { takeTokenOut } from './browser-socket.ts';

it('[AU2] a token in the address goes along as a subprotocol, and all else stays', () => {
  expect(
    takeTokenOut('wss://clinic.example/api/v1/ws?case=syncope&token=e.y-J_1&budget=5'),
  ).toEqual({
    address: 'wss://clinic.example/api/v1/ws?case=syncope&budget=5',
    protocols: ['bedside', 'bedside.token.e.y-J_1'],
  });
  expect(takeTokenOut('wss://clinic.example/ws').protocols).toEqual([]);
});
