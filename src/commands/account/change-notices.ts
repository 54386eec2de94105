import { z } from 'zod'
import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { saveSetting } from '../../storage/notice-store.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse } from '../refusal.ts'

export type TypedNotices = {
  readonly email: string
  readonly phone: string
  readonly quietFrom: string
  readonly quietTo: string
  readonly digest: boolean
  readonly digestAt: string
}

const time = /^([01]\d|2[0-3]):[0-5]\d$/
const phone = /^\+\d{10,15}$/

/** How somebody wants to be told of work: the own work address and number, quiet hours, all at once or once a day. */
export async function changeNotices(
  deps: CommandDeps,
  actor: Actor,
  typed: TypedNotices,
): Promise<Outcome<{ id: string }>> {
  const faults = checkTyped(typed)
  if (faults.length > 0) return fail(...faults)
  const { email, digest } = typed
  const hours = { quiet_from: typed.quietFrom, quiet_to: typed.quietTo, digest_at: typed.digestAt }
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    await saveSetting(tx, { id: actor.id, email, phone: typed.phone, ...hours, digest: digest ? 1 : 0 })
    return {
      value: succeed({ id: actor.id }),
      entries: [{ action: 'notices.changed', subject: `account:${actor.id}` }],
    }
  })
}

function checkTyped(typed: TypedNotices): Fault[] {
  const wrong = {
    email: typed.email !== '' && !z.email().safeParse(typed.email).success,
    phone: typed.phone !== '' && !phone.test(typed.phone),
    quiet_from: !time.test(typed.quietFrom),
    quiet_to: !time.test(typed.quietTo),
    digest_at: !time.test(typed.digestAt),
  }
  return Object.entries(wrong)
    .filter(([, is]) => is)
    .map(([at]) => ({ code: `notice_${at.startsWith('quiet') || at === 'digest_at' ? 'time' : at}`, at }))
}
