import { isDate } from '../../domain/calendar/date.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { foldPhone } from '../../domain/person/phone.ts'
import type { ClientIdentity } from '../../storage/client-store.ts'
import { checkTexts } from '../person/check-texts.ts'

const longestText = 500

/** One part of a name is enough: she needs no document to be helped. */
export function checkIdentity(told: ClientIdentity): Outcome<ClientIdentity> {
  const texts = checkTexts(told, longestText)
  if (!texts.ok) return texts
  const { surname, given_name, born_on, phone } = texts.value
  const faults: Fault[] = []
  if (surname === '' && given_name === '') faults.push({ code: 'name_missing', at: 'surname' })
  if (born_on !== '' && !isDate(born_on)) faults.push({ code: 'invalid_date', at: 'born_on' })
  if (phone !== '' && foldPhone(phone) === '') faults.push({ code: 'invalid_phone', at: 'phone' })
  return faults.length > 0 ? fail(...faults) : succeed(texts.value)
}
