/** A reply with everything a model writes, medically sensible and long enough for several groups. */
const opening = `## Assessment

The picture fits an **acute coronary syndrome**: pressing retrosternal pain for two hours, sweating, and
*dynamic* ST depression in V4–V6.[^ecg] Aspirin was given at 08:40. See [the guideline][esc] and
https://example.org/acs?id=2#dose for doses; the name \`hs-cTnT\` is used throughout.

### What speaks for it

1. Troponin rose from 186 to **1240 ng/L** in three hours.
2. The ECG changed with the pain:
   - ST depression of 1.5 mm
   - T-wave inversion in V5–V6
     - new since admission
3. Risk factors: smoking, hypertension.

### What to do now

- [x] Aspirin 300 mg
- [ ] Anticoagulation
- [ ] Call the catheter laboratory

> Do not wait for a third troponin.
>
> - Transfer is decided on the ECG.

| Test | Result | Reference |
|:-----|-------:|:---------:|
| Troponin T, 0 h | 186 ng/L | < 14 |
| Troponin T, 3 h | 1240 ng/L | < 14 |
| Creatinine | 88 µmol/L | 60–105 |

\`\`\`json
{ "diagnosis": "NSTEMI", "confidence": 0.93, "next": ["coronary angiography", "echocardiography"] }
\`\`\`

![ECG of 08:52](https://images.example/ecg.png) and [a scan](https://xn--80ak6aa92e.com/scan "Scan"), or write to
ward@example.org. ~~Pericarditis~~ is unlikely.

---

<b>Raw HTML</b> is shown as it was written.

`;

const days = Array.from(
  { length: 16 },
  (_, day) => `#### Day ${day + 1}

Blood pressure ${120 + day}/${70 + day} mmHg, pulse ${60 + day}/min. No chest pain since yesterday; the patient walks
the stairs without complaint and asks when he may go home.

- Bisoprolol 2.5 mg
- Atorvastatin 80 mg, *in the evening*

`,
).join('');

export const sampleReply = `${opening}${days}Last line, with a second note.[^dose]

[^ecg]: Compared with the tracing of March.
[^dose]: Adjusted for weight, see [the guideline][esc].

[esc]: https://guidelines.example/acs "Acute coronary syndromes"
`;
