/**
 * Where the patient's profile is written. It hangs on the console and not on the panel that opens
 * it: a panel comes and goes with the width of the window, and what is typed must not.
 */
import { useIsEditingProfile } from '../../state/view.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { later } from '../../ui/later.tsx';

const ProfileForm = later(async () => {
  const { ProfileForm } = await import('./profile-form.tsx');
  return ProfileForm;
});

export function ProfileDialog() {
  const { view } = useWorkspace();
  const isOpen = useIsEditingProfile();
  const close = () => view.editProfile(false);
  return (
    <Dialog isOpen={isOpen} onClose={close} title="Patient profile">
      <ProfileForm onClose={close} />
    </Dialog>
  );
}
