import { z } from 'zod'

const text = z.string().max(10_000).trim().default('')

/** The fields of a form by which she is known and reached. */
export const identity = {
  surname: text,
  given_name: text,
  patronymic: text,
  born_on: text,
  sex: text,
  phone: text,
  channel: text,
  hours: text,
  who_hears: text,
}
