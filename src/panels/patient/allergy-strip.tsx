/** The patient's allergies, above the conversation whatever else is open. */
import { TriangleAlert } from 'lucide-react';
import { useShown } from '../../state/shown.ts';

export function AllergyStrip() {
  const { allergies } = useShown(({ profile }) => profile);
  if (allergies.length === 0) return null;
  return (
    <section
      aria-label="Allergies"
      className="flex max-h-24 [@media(max-height:32rem)]:max-h-9 shrink-0 scroll-pane items-start gap-2 border-b border-line bg-medium-soft px-4 py-1.5 text-sm md:px-6"
    >
      <TriangleAlert aria-hidden size={16} className="mt-1 shrink-0 text-medium" />
      {/* How many there are tells of those that are scrolled away. */}
      <h2 className="mt-0.5 shrink-0 font-semibold">Allergies · {allergies.length}</h2>
      <ul className="flex min-w-0 flex-wrap gap-1.5">
        {allergies.map((allergy) => (
          <li
            key={allergy}
            className="rounded-xl border border-medium px-2.5 font-semibold wrap-anywhere text-medium"
          >
            {allergy}
          </li>
        ))}
      </ul>
    </section>
  );
}
