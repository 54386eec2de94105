import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findTermFaults } from '../../domain/referral/provider.ts'
import { firstContactDueAt } from '../../domain/referral/referral-clock.ts'
import { clientPlace, insertClient, type ClientIdentity, type ClientRow } from '../../storage/client-store.ts'
import { findProvider, termsOf } from '../../storage/provider-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, refused, todayOf, type CommandDeps } from '../deps.ts'
import { procedureOf } from '../referral/centre-rules.ts'
import { freeClientNumber } from '../referral/new-number.ts'
import { changeOrRefuse } from '../refusal.ts'
import { checkIdentity } from './check-identity.ts'

/** The category of somebody whom nobody has assessed: its clocks are the widest. */
const unassessed = 'medium'

/** A file for a person who came by herself. Nobody outside the organisation learns of it. */
export async function openClient(
  deps: CommandDeps,
  actor: Actor,
  told: ClientIdentity,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'client.record')) return refused()
  const provider = await findProvider(deps.db.read, actor.organisation)
  if (!provider) return refused()
  const checked = checkIdentity(told)
  const faults = [...findTermFaults(termsOf(provider), todayOf(deps)), ...(checked.ok ? [] : checked.faults)]
  if (!checked.ok || faults.length > 0) return fail(...faults)
  const id = deps.newId()
  const key_id = await deps.db.keys.create('client')
  const text = JSON.stringify(checked.value)
  const sealed_identity = await deps.db.keys.seal(key_id, clientPlace(id, 'sealed_identity'), text)
  const at = toStamp(deps.now)
  const { region } = provider
  const due = firstContactDueAt(procedureOf(deps).crisis_centre, unassessed, deps.now, deps.calendar)
  const place = { organisation_id: provider.id, region, district: provider.district ?? actor.district ?? region }
  const row: Omit<ClientRow, 'number'> = {
    id,
    ...place,
    referral_id: null,
    case_id: null,
    origin: 'self',
    state: 'open',
    urgency: unassessed,
    key_id,
    sealed_identity,
    sealed_safety: null,
    worker_id: actor.id,
    opened_at: at,
    opened_by: actor.id,
    first_contact_by: toStamp(due),
    first_contact_at: at,
    closed_at: null,
    close_reason: null,
  }
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    await insertClient(tx, { ...row, number: await freeClientNumber(tx, deps) })
    const entry = { action: 'client.opened', subject: `client:${id}`, details: { origin: 'self' } }
    return { value: succeed({ id }), entries: [entry] }
  })
}
