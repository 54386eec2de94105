/** How it was for her afterwards, where that is known. */
export const measureEffects = ['safer', 'same', 'worse', 'unknown'] as const
export type MeasureEffect = (typeof measureEffects)[number]

/** Where the proof of the doing lies. */
export const measureEvidence = ['document', 'recording', 'photo', 'register', 'own_word'] as const
export type MeasureEvidence = (typeof measureEvidence)[number]
