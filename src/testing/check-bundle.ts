/** Our own rules for a bundle that Bedside makes; what the standard says is looked at elsewhere. */
import type { CaseFile } from '../core/export/case-file.ts';

export interface MadeBundle {
  readonly type: string;
  readonly entry: readonly MadeEntry[];
}

export interface MadeEntry {
  readonly fullUrl: string;
  readonly resource: { readonly resourceType: string } & Readonly<Record<string, unknown>>;
}

/** @returns in words what is against a rule */
export function checkBundle(json: string, file: CaseFile, patientId: string): readonly string[] {
  const bundle = JSON.parse(json) as MadeBundle;
  return [
    ...checkAddresses(bundle, json),
    ...checkPatient(bundle, patientId),
    ...checkOrders(bundle, file),
    ...checkMarks(bundle, file),
  ];
}

/** Of one type, in their order. */
export function ofType({ entry }: MadeBundle, type: string) {
  return entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);
}

function checkAddresses({ entry }: MadeBundle, json: string): string[] {
  const addresses = entry.map(({ fullUrl }) => fullUrl);
  const isUuid = /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const references = [...json.matchAll(/"reference": "([^"]*)"/g)].map(([, address]) => address);
  return [
    ...(new Set(addresses).size < addresses.length ? ['a fullUrl is there twice'] : []),
    ...addresses.filter((address) => !isUuid.test(address)).map((each) => `no UUID: ${each}`),
    ...references
      .filter((each) => !addresses.includes(each ?? ''))
      .map((each) => `leads nowhere: ${each ?? ''}`),
  ];
}

function checkPatient(bundle: MadeBundle, patientId: string): string[] {
  const patients = ofType(bundle, 'Patient');
  const [patient] = patients;
  const address = bundle.entry.find(({ resource }) => resource === patient)?.fullUrl;
  const about = bundle.entry.flatMap(({ resource }) => [resource['subject'], resource['patient']]);
  const others = about.filter(
    (subject) => subject !== undefined && (subject as { reference: string }).reference !== address,
  );
  return [
    ...(patients.length === 1 && patient?.['id'] === patientId ? [] : ['not the patient typed']),
    ...others.map(() => 'about somebody else'),
  ];
}

/** `active` without a result, `completed` with one. */
function checkOrders(bundle: MadeBundle, { orders }: CaseFile): string[] {
  const requests = ofType(bundle, 'ServiceRequest');
  if (requests.length !== orders.length) return ['an order is missing'];
  return orders.flatMap(({ result, state }, index) => {
    const request = requests[index];
    const isOff = state === 'refused' || state === 'not-placed';
    const status = result !== null ? 'completed' : isOff ? 'revoked' : 'active';
    return request?.['status'] === status && request['authoredOn']
      ? []
      : [`an order not ${status}`];
  });
}

/** Whatever has a mark says so in its words and as a code, and is not `completed` but without words. */
function checkMarks(bundle: MadeBundle, { turns }: CaseFile): string[] {
  const said = ofType(bundle, 'Communication');
  const find = (id: string) =>
    said.find(({ identifier = [] }) => JSON.stringify(identifier).includes(JSON.stringify(id)));
  return turns.flatMap(({ exchange: { message }, messageMark, replyMark }) =>
    [
      { mark: messageMark, communication: find(`message/${message.id}`) },
      { mark: replyMark, communication: find(`reply/${message.id}`) },
    ].flatMap(({ mark, communication }) => {
      if (!mark) return [];
      const words = JSON.stringify(communication?.['payload'] ?? '');
      const reason = JSON.stringify(communication?.['statusReason'] ?? '');
      const isWhole = communication?.['status'] === 'completed' && mark.code !== 'no-words';
      return words.includes(`[${mark.text}]`) && reason.includes(`"${mark.code}"`) && !isWhole
        ? []
        : [`the mark ${mark.code} is missing`];
    }),
  );
}
