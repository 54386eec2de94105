import { z } from 'zod'

/** From the lowest. There is no "no risk". */
export const categories = ['low', 'medium', 'high', 'extreme'] as const
export type Category = (typeof categories)[number]
export const category = z.enum(categories)

/** h = hours that run on (сутки), cd = calendar days, wd = working days by the official calendar. */
export const clockUnits = ['h', 'cd', 'wd'] as const
export const clock = z.strictObject({ amount: z.int().min(0), unit: z.enum(clockUnits) })
export type Clock = z.infer<typeof clock>
