import { z } from 'zod'

const words = z.string().trim().min(1).max(200)

/** A region or a district under its KATO code of nine digits. */
export const place = z.strictObject({
  name_kk: words,
  name_ru: words,
  /** The public telephone of the crisis centre for this place, as the rights card prints it; empty where there is none. */
  centre_phone: z
    .string()
    .trim()
    .max(40)
    .regex(/^[\d+() -]*$/),
})
export type Place = z.infer<typeof place>

export const placeCode = /^\d{9}$/

/** KATO: the first two digits name the region. */
export function regionOf(code: string): string {
  return `${code.slice(0, 2)}0000000`
}

export function isRegion(code: string): boolean {
  return code === regionOf(code)
}
