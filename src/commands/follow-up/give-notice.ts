import { sendAt } from '../../domain/follow-up/send-moment.ts'
import { findSetting, insertDeliveries, insertNotice, settingOf } from '../../storage/notice-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'

/** Which ways out of the program are set up. */
export type Channels = { readonly mail: boolean; readonly webhook: boolean }

export type Notice = {
  readonly account: string
  readonly region: string
  readonly kind: 'late' | 'warning'
  /** What it is about: the same person is told of it once. */
  readonly source: string
  readonly itemId: string | null
  readonly urgent: boolean
}

/** Tells somebody, in the transaction of what there is to tell; it leaves the program only after its commit. */
export async function giveNotice(
  tx: Source,
  deps: Pick<CommandDeps, 'now' | 'newId' | 'calendar'> & { readonly channels: Channels },
  { account, region, kind, source, itemId, urgent }: Notice,
): Promise<void> {
  const id = deps.newId()
  const flag = urgent ? 1 : 0
  const told = { id, account_id: account, region, kind, source, item_id: itemId, created_at: toStamp(deps.now) }
  if (!(await insertNotice(tx, { ...told, seen_at: null, urgent: flag }))) return
  const setting = await findSetting(tx, account)
  const next_at = toStamp(sendAt(deps.now, urgent, settingOf(setting), deps.calendar.zone))
  const ways = [
    ...(deps.channels.mail && setting.email !== '' ? ['mail'] : []),
    ...(deps.channels.webhook && setting.phone !== '' ? ['webhook'] : []),
  ]
  const open = { state: 'waiting', leased_until: null, sent_at: null, sent_as: null, fault: null, attempts: 0 }
  const rows = ways.map(channel => {
    return { id: deps.newId(), notice_id: id, account_id: account, channel, next_at, urgent: flag, ...open } as const
  })
  await insertDeliveries(tx, rows)
}
