import { describe, expect, it } from 'vitest';
import type { Transport } from '../../core/telemetry.ts';
import { namesOfResting } from './names-of-resting.ts';

describe('[OB3][F43] who rests', () => {
  const line = (transport: Transport, backEnd = 'XiansAi') => ({
    ...{ tenant: 'Ward 3', backEnd, transport },
  });
  const xians = [line('rest'), line('hub'), line('sse')];
  const dx0 = [line('rest', 'Dx0'), line('socket', 'Dx0')];

  it('is one line of a back end that is still asked by another', () => {
    expect(namesOfResting([line('hub'), line('sse')], xians)).toEqual([
      'XiansAi live line',
      'XiansAi notices',
    ]);
    expect(namesOfResting([line('rest', 'Dx0')], dx0)).toEqual(['Dx0 requests']);
  });

  it('is the back end where nothing of it is asked, once', () => {
    const resting = [line('hub'), line('rest'), line('rest', 'Sessions')];
    expect(namesOfResting(resting, [...xians, line('rest', 'Sessions')])).toEqual([
      'XiansAi',
      'Sessions',
    ]);
  });
});
