import { z } from 'zod'

/** An id made by the program, as it stands in an address or comes back from a form. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)
export const oneId = z.strictObject({ id })
