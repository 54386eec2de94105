import { buryExpiredDrafts, listRegionsOfExpiredDrafts } from '../../storage/interview-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { programContext, type CommandDeps } from '../deps.ts'
import { changeOrNothing, NothingLeft } from '../refusal.ts'

type ExpiryDeps = Pick<CommandDeps, 'db' | 'now'>

/**
 * Destroys the keys and answers of drafts that nobody has touched for 14 days; returns how many. The tombstones are
 * committed before the first key goes: a stop in between is made good when the database is opened next.
 */
export async function expireDrafts(deps: ExpiryDeps): Promise<number> {
  let count = 0
  for (const region of await listRegionsOfExpiredDrafts(deps.db.read, toStamp(deps.now))) {
    for (let keys = await buryBatch(deps, region); keys.length > 0; keys = await buryBatch(deps, region)) {
      await deps.db.keys.destroyAll(keys)
      count += keys.length
    }
  }
  return count
}

async function buryBatch(deps: ExpiryDeps, region: string): Promise<string[]> {
  const at = toStamp(deps.now)
  return changeOrNothing<string[]>(deps.db, programContext(deps.now, region), [], async tx => {
    const buried = await buryExpiredDrafts(tx, region, at)
    if (buried.length === 0) throw new NothingLeft()
    const entries = buried.map(({ id }) => ({ action: 'interview.expired', subject: `interview:${id}` }))
    return { value: buried.map(({ key }) => key), entries }
  })
}
