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
] as const
export type WorkKind = (typeof workKinds)[number]

/** What a centre does for somebody who has come to it is hers and the centre's own: it ends with no case. */
export const ofCentres: ReadonlySet<WorkKind> = new Set(['contact', 'stay', 'feedback'])
