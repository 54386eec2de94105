import { endOfDay, startOfDay } from '../../domain/calendar/due.ts'
import { flagOf, lastSince } from '../../domain/follow-up/flag.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { change } from '../../storage/change.ts'
import { listFlagsEnding, type Flagged } from '../../storage/flag-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { openWorkItem } from '../../storage/work-item-store.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { programContext, todayOf, type CommandDeps } from '../deps.ts'

const batchSize = 200

/** Puts every mark of repetition that ends soon before the unit head, once; it ends by itself at its day. */
export async function warnOfFlags(deps: CommandDeps): Promise<{ readonly warned: number }> {
  const { flag } = chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure.commission
  const today = Temporal.PlainDate.from(todayOf(deps))
  const stamp = (day: Temporal.PlainDate) => toStamp(startOfDay(day, deps.calendar.zone))
  const to = stamp(lastSince(flag, today).add({ days: 1 }))
  const from = stamp(today.subtract({ months: flag.months }))
  let warned = 0
  for (;;) {
    const found = await listFlagsEnding(deps.db.read, from, to, batchSize)
    if (found.length === 0) return { warned }
    for (const [region, flags] of Map.groupBy(found, one => one.region)) {
      await change(deps.db, programContext(deps.now, region), async tx => {
        for (const one of flags) await open(tx, deps, flag, one)
        const entries = flags.map(one => ({ action: 'flag.warned', subject: `case:${one.case_id}` }))
        return { value: null, entries }
      })
    }
    warned += found.length
  }
}

async function open(tx: Source, deps: CommandDeps, rule: Procedure['commission']['flag'], one: Flagged) {
  const { zone } = deps.calendar
  const since = Temporal.Instant.from(one.since).toZonedDateTimeISO(zone).toPlainDate()
  const { endsOn } = flagOf(rule, since)
  const place = {
    source_id: `${one.case_id}-${endsOn.toString()}`,
    case_id: one.case_id,
    region: one.region,
    district: one.district,
  }
  const owner = { organisation_id: null, owner_role: 'head', owner_id: null, officer_id: one.officer_id }
  const clock = { unit: 'cd' as const, opened_at: toStamp(deps.now), due_at: toStamp(endOfDay(endsOn, zone)) }
  await openWorkItem(tx, { kind: 'flag', ...place, ...owner, code: 'flag', ...clock })
}
