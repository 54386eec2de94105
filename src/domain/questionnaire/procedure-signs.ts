import { z } from 'zod'

/** What an officer may see or hear at a visit or a call. */
export const dangerSigns = [
  'injuries',
  'threats',
  'stalking',
  'weapon',
  'perpetrator_present',
  'isolated',
  'children_afraid',
  'leaving',
] as const

/** Rules of the visits and programmes; a file made before they were asked for means these. */
export const followUp = z
  .strictObject({
    /** Any of these makes the next assessment due at once, as a broken order always does. */
    reassess_on: z.array(z.enum(dangerSigns)).default([...dangerSigns]),
    /** So many missed sessions of a programme come before the unit head, and each further so many. */
    missed_sessions: z.int().min(1).default(2),
  })
  .prefault({})
