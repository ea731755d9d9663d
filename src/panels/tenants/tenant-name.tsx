/** Whose work is looked at, always by name; where there are several tenants, the way to another. */
import { useTenants } from '../../state/tenants.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Chip } from '../../ui/chip.tsx';
import { later } from '../../ui/later.tsx';

const TenantMenu = later(async () => {
  const { TenantMenu } = await import('./tenant-menu.tsx');
  return TenantMenu;
}, PlainName);

export function TenantName() {
  const { list } = useTenants();
  return list.length > 1 ? <TenantMenu /> : <PlainName />;
}

function PlainName() {
  const { tenant } = useWorkspace();
  return (
    <Chip className="max-w-28 min-[380px]:max-w-40 sm:max-w-56">
      <span className="truncate" title={tenant}>
        {tenant}
      </span>
    </Chip>
  );
}
