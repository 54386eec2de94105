import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { foldPhone } from '../../domain/person/phone.ts'
import { categories } from '../../domain/questionnaire/procedure.ts'
import type { ReferralContent } from '../../storage/referral-store.ts'
import { findOrganisation } from '../../storage/organisation-store.ts'
import { findProvider } from '../../storage/provider-store.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse } from '../refusal.ts'
import { needOf, partyOf, type PartyChoice } from './build-content.ts'
import { buildReferral } from './build-referral.ts'
import { countingOf } from './centre-rules.ts'
import { findReceiver } from './find-receiver.ts'
import { sendReferral } from './send-referral.ts'

export type WrittenReferral = Omit<ReferralContent, 'children'> & {
  readonly toId: string
  readonly urgency: string
  readonly places: PartyChoice
  /** One child a line: name, then the birth date where it is known. */
  readonly children: string
  /** Whether she asked for it; without her word a partner agency refers nobody. */
  readonly consented: boolean
}

const longestText = 2000
const mostChildren = 20

/** A referral that a partner agency writes in, or by which a centre tells the police with her consent. */
export async function writeReferral(
  deps: CommandDeps,
  actor: Actor,
  { toId, urgency, places, consented, children, ...told }: WrittenReferral,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'referral.write')) return refused()
  const texts = checkTexts({ ...told, children }, longestText)
  if (!texts.ok) return texts
  const { children: lines, ...fields } = texts.value
  const content: ReferralContent = { ...fields, children: readChildren(lines) }
  const faults = faultsOf(content, { urgency, consented })
  if (faults.length > 0) return fail(...faults)
  const receiver = await findTarget(deps, actor, toId, content, places)
  if (!receiver.ok) return receiver
  const keyId = await deps.db.keys.create('referral')
  const row = await buildReferral(deps, actor, {
    origin: 'partner',
    caseId: null,
    measureId: null,
    followsId: null,
    ...receiver.value,
    urgency,
    party: partyOf(content, places, countingOf(deps)),
    ground: 'consent',
    keyId,
    content,
  })
  return changeOrRefuse(deps.db, contextOf(deps, actor, row.region), async tx => {
    await sendReferral(tx, deps, row)
    const details = { to: row.to_id, urgency, ground: 'consent' }
    return {
      value: succeed({ id: row.id }),
      entries: [{ action: 'referral.sent', subject: `referral:${row.id}`, details }],
    }
  })
}

type Target = { readonly toId: string; readonly kind: string; readonly region: string; readonly district: string }

/** An organisation that helps or, for a centre, the police of a district. */
async function findTarget(
  deps: CommandDeps,
  actor: Actor,
  toId: string,
  content: ReferralContent,
  places: PartyChoice,
): Promise<Outcome<Target>> {
  const organisation = await findOrganisation(deps.db.read, toId)
  if (!organisation?.active || toId === actor.organisation) return fail({ code: 'unknown_organisation', at: 'to' })
  const { id, kind, region, district } = organisation
  const target = { toId: id, kind, region, district: district ?? actor.district ?? region }
  if (kind === 'police' && actor.role !== 'member') return succeed(target)
  if (!(await findProvider(deps.db.read, toId))) return fail({ code: 'unknown_organisation', at: 'to' })
  const receiver = await findReceiver(deps, deps.db.read, toId, needOf(content, places, countingOf(deps)))
  return receiver.ok ? succeed(target) : receiver
}

function readChildren(lines: string): ReferralContent['children'] {
  const rows = lines.split('\n').map(line => line.trim())
  return rows
    .filter(line => line !== '')
    .map(line => {
      const born_on = /\d{4}-\d{2}-\d{2}/.exec(line)?.[0] ?? ''
      return {
        name: line
          .replace(born_on, '')
          .replace(/[\s,;]+$/, '')
          .trim(),
        born_on,
      }
    })
}

function faultsOf(content: ReferralContent, { urgency, consented }: { urgency: string; consented: boolean }): Fault[] {
  const faults: Fault[] = []
  if (content.surname === '' && content.given_name === '') faults.push({ code: 'name_missing', at: 'surname' })
  if (content.phone !== '' && foldPhone(content.phone) === '') faults.push({ code: 'invalid_phone', at: 'phone' })
  if (content.born_on !== '' && !isDate(content.born_on)) faults.push({ code: 'invalid_date', at: 'born_on' })
  if (content.children.length > mostChildren) faults.push({ code: 'too_many', at: 'children' })
  if (content.children.some(({ born_on }) => born_on !== '' && !isDate(born_on))) {
    faults.push({ code: 'invalid_date', at: 'children' })
  }
  if (!categories.some(each => each === urgency)) faults.push({ code: 'required', at: 'urgency' })
  if (!consented) faults.push({ code: 'consent_missing', at: 'consented' })
  return faults
}
