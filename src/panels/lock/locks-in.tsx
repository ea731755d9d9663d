/** How long until the console locks by itself, beside the person's name. */
import { useLockAt } from '../../state/lock.ts';
import { useNow } from '../../ui/use-now.ts';
import { formatCountdown } from './format-countdown.ts';

export function LocksIn() {
  const lockAt = useLockAt();
  const now = useNow(1000);
  if (lockAt === null) return null;
  return <> · locks in {formatCountdown(lockAt - now)}</>;
}
