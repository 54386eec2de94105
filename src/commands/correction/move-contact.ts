import { foldPhone } from '../../domain/person/phone.ts'
import { tokensOf } from '../../domain/person/index-tokens.ts'
import { openCase } from '../../storage/case-store.ts'
import { deletePhone, insertPhone, listAllPhones, openPhone, phonePlace } from '../../storage/person-detail-store.ts'
import { deleteIndexRows, insertIndexRows, keyTokens } from '../../storage/person-index.ts'
import { findPerson } from '../../storage/person-store.ts'
import type { Copy } from './copy-case.ts'

/**
 * Her safe number, which an interview of this case wrote on the card of the one it took for the victim, goes to her own
 * card: it must not stand on his.
 */
export async function moveContact({ tx, deps, from, caseId: case_id }: Copy): Promise<void> {
  const { db } = deps
  const [wrong, right] = [await findPerson(tx, from.victim_id), await findPerson(tx, from.perpetrator_id)]
  const number = foldPhone((await openCase(db, from)).contact?.phone ?? '')
  if (!wrong || !right || number === '') return
  for (const row of (await listAllPhones(tx, [wrong.id])).filter(each => each.case_id === from.id)) {
    const phone = await openPhone(db, wrong, row)
    if (foldPhone(phone.number) !== number) continue
    const profile = { names: [], birthDates: [], iins: [], phones: [phone.number], sex: '' }
    const tokens = keyTokens(db, tokensOf(profile))
    const id = deps.newId()
    const sealed_phone = await db.keys.seal(right.key_id, phonePlace(id), JSON.stringify(phone))
    await insertPhone(tx, { ...row, id, case_id, person_id: right.id, sealed_phone })
    await insertIndexRows(
      tx,
      tokens.map(token => ({ token, person_id: right.id })),
    )
    await deletePhone(tx, row.id)
    await deleteIndexRows(tx, wrong.id, tokens)
  }
}
