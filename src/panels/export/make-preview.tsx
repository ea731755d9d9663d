/** The step before anything leaves Bedside: it is made, and looked at. */
import { Button } from '../../ui/button.tsx';

export interface MakePreviewProps {
  isBusy?: boolean;
  isDisabled?: boolean;
  onMake: () => void;
}

export function MakePreview({ isBusy = false, isDisabled = false, onMake }: MakePreviewProps) {
  return (
    <Button
      look="primary"
      size="large"
      className="self-start"
      isBusy={isBusy}
      isDisabled={isDisabled}
      onPress={onMake}
    >
      {isBusy ? 'Making the preview …' : 'Make preview'}
    </Button>
  );
}
