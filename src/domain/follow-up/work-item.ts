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
