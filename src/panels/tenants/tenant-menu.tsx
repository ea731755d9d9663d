/** The way from one tenant of a site to another. Loaded where there are several. */
import { Building2, ChevronDown } from 'lucide-react';
import { useSignedIn, useTenants } from '../../state/tenants.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Menu } from '../../ui/menu.tsx';

export function TenantMenu() {
  const { tenant } = useWorkspace();
  const { list, store, switchTo, signOutOf } = useTenants();
  const signedIn = useSignedIn();
  const { currentId } = store.getState();
  const others = list.filter(({ id }) => id !== currentId);
  const stands = (id: string) => {
    const user = signedIn.get(id);
    return user === undefined ? 'sign in' : `signed in as ${user}`;
  };
  return (
    <Menu
      label={`Tenant: ${tenant}`}
      trigger={
        <>
          <Building2 aria-hidden size={15} className="shrink-0 text-ink-3" />
          <span className="max-w-28 truncate sm:max-w-56">{tenant}</span>
          <ChevronDown aria-hidden size={15} className="shrink-0" />
        </>
      }
      acts={[
        ...others.map(({ id, name }) => ({
          label: `Go to ${name} (${stands(id)})`,
          onAct: () => switchTo(id),
        })),
        ...(signedIn.size > 1
          ? [{ label: `Sign out of ${tenant} only`, onAct: () => signOutOf(currentId) }]
          : []),
      ]}
    />
  );
}
