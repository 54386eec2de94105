/** What asks for work, one item for each of its sources. */
export const workKinds = [
  'measure',
  'reassessment',
  'raise',
  'lowering',
  'transfer',
  'void',
  'referral',
  'contact',
  'research',
  'action',
  'feedback',
  'visit',
  'supervision',
  'flag',
  'programme',
  'sitting',
  'minutes',
  'stay',
  'sharing',
] as const
export type WorkKind = (typeof workKinds)[number]

/** What a centre does for somebody: its own, even where she came by a case. */
export const centreKinds = ['contact', 'stay'] as const satisfies readonly WorkKind[]

/** Work that says of somebody that a centre helps her; the police learn that by the referral, while she lets them. */
export function isOfCentreAlone({
  kind,
  case_id,
}: {
  readonly kind: string
  readonly case_id: string | null
}): boolean {
  return centreKinds.some(each => each === kind) || (kind === 'referral' && case_id === null)
}

/** What a centre does for somebody who has come to it is hers and the centre's own: it ends with no case. */
export const ofCentres: ReadonlySet<WorkKind> = new Set(['contact', 'stay', 'feedback'])
