/** The faults that Dx0 shares with every back end on a socket. */
import { startScriptedDx0 } from '../../testing/scripted-dx0.ts';
import { describeSocketFaults } from '../../testing/socket-faults.ts';

describeSocketFaults('Dx0', [], async (scripts) => {
  const dx0 = await startScriptedDx0(scripts);
  const { sink } = dx0.open();
  const { clock, server, close } = dx0;
  return { sink, clock, close, connections: () => server.connections };
});
