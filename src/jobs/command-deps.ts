import type { CommandDeps } from '../commands/deps.ts'
import { currentCalendar } from '../storage/reference-store.ts'
import { localDate } from '../storage/stamp.ts'
import type { Channels } from '../commands/follow-up/give-notice.ts'
import type { JobDeps } from './job.ts'

/** What the commands are given when the program itself acts, at this moment and by the calendar of today. */
export async function commandDeps(deps: JobDeps): Promise<CommandDeps & { readonly channels: Channels }> {
  const now = deps.clock()
  const { db, questionnaires, newId, delivery } = deps
  const calendar = await currentCalendar(db.read, localDate(now))
  const channels = { mail: delivery.smtpUrl !== undefined, webhook: delivery.webhookUrl !== undefined }
  return { db, questionnaires, newId, now, calendar, channels }
}
