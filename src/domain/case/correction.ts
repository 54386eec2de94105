/** What can be voided: it stays readable where it stands and counts no longer. */
export const targetKinds = ['assessment', 'incident', 'order', 'case'] as const
export type TargetKind = (typeof targetKinds)[number]

export type Target = { readonly kind: TargetKind; readonly id: string }

/** `void`: it should not stand there. `swap`: victim and perpetrator of the case were taken for each other. */
export const correctionKinds = ['void', 'swap'] as const
export type CorrectionKind = (typeof correctionKinds)[number]

/** Two people stand behind a correction, and the second one needs more than a word. */
export const correctionReasonAtLeast = 20
