/** Another version of Bedside is on the server: offered in the console's last line, never forced. */
import { useReloadObstacle } from '../state/reload-cost.ts';
import type { Updates } from '../state/updates.ts';
import { useUpdates } from '../state/updates.ts';
import { useWorkspace } from '../state/workspace.ts';
import { Button } from '../ui/button.tsx';

export function ConsoleOffer({ updates }: { updates: Updates }) {
  const { build } = useUpdates(updates);
  return (
    <span role="status" className="flex items-center gap-2 empty:-ms-5">
      {build !== null && <Offer updates={updates} />}
    </span>
  );
}

const obstacles = {
  reply: 'A new version of Bedside is ready, once this reply is whole.',
  work: 'A new version of Bedside is ready. Load it after signing out: this device keeps nothing over a reload.',
};

function Offer({ updates }: { updates: Updates }) {
  const { keeper } = useWorkspace();
  const obstacle = useReloadObstacle();
  if (obstacle) return <span className="font-semibold text-ink-2">{obstacles[obstacle]}</span>;
  const load = async () => {
    await keeper.commit();
    updates.accept();
  };
  return (
    <>
      <span className="font-semibold text-ink-2">
        A new version of Bedside is ready: nothing is lost by loading it.
      </span>
      <Button size="small" onPress={() => void load()}>
        Load it
      </Button>
    </>
  );
}
