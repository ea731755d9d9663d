/** Who the patient is, as far as the person said, and how much of it the assistant is told. */
import { TriangleAlert } from 'lucide-react';
import type { PatientProfile, ProfileField } from '../../core/patient-profile.ts';
import { isProfileEmpty, profileLines } from '../../core/patient-profile.ts';
import { useShown } from '../../state/shown.ts';
import { useCapabilities, useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';

export function PatientPanel() {
  const profile = useShown((conversation) => conversation.profile);
  const endedAt = useShown((conversation) => conversation.endedAt);
  const { view } = useWorkspace();
  const isEmpty = isProfileEmpty(profile);
  const edit = (
    <Button size="small" onPress={() => view.editProfile(true)}>
      {isEmpty ? 'Add' : 'Edit'}
      <span className="sr-only"> patient profile</span>
    </Button>
  );
  return (
    <Card title="Patient" action={endedAt === null && edit}>
      {isEmpty ? (
        <p className="text-sm text-ink-2">Nothing said about the patient.</p>
      ) : (
        <ProfileFacts profile={profile} />
      )}
      {endedAt === null && <WhatIsSent profile={profile} />}
    </Card>
  );
}

function ProfileFacts({ profile }: { profile: PatientProfile }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      {profileLines(profile).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="wrap-anywhere">
            {name === 'Allergies' ? <Allergies words={value} /> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Allergies({ words }: { words: string }) {
  return (
    <span className="font-semibold text-medium">
      <TriangleAlert aria-hidden size={14} className="me-1 inline align-[-2px]" />
      {words}
    </span>
  );
}

const fieldWords: Record<ProfileField, string> = {
  age: 'age',
  sex: 'sex',
  weight: 'weight',
  conditions: 'conditions',
  medications: 'medication',
  allergies: 'allergies',
};

/** What is written here and does not reach the assistant could otherwise be relied on. */
function WhatIsSent({ profile }: { profile: PatientProfile }) {
  const { profile: taken } = useCapabilities();
  const fields = Object.keys(fieldWords) as ProfileField[];
  const kept = fields.filter((field) => !taken.includes(field) && isKnown(profile[field]));
  if (taken.length === 0) {
    return (
      <p className="mt-2 text-xs text-ink-3">
        Not sent: this assistant takes no patient profile. Write into your message what it needs.
      </p>
    );
  }
  return (
    <p className="mt-2 text-xs text-ink-3">
      Sent with each message{kept.length > 0 && `, except ${listOf(kept)}: not taken`}.
    </p>
  );
}

function isKnown(value: PatientProfile[ProfileField]): boolean {
  return value !== null && !(Array.isArray(value) && value.length === 0);
}

function listOf(fields: readonly ProfileField[]): string {
  return new Intl.ListFormat('en').format(fields.map((field) => fieldWords[field]));
}
