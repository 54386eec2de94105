import { listAttempts, attemptsOf } from '../../storage/client-work-store.ts'
import { findFeedbackDue } from '../../commands/client/record-feedback.ts'
import { procedureOf } from '../../commands/referral/centre-rules.ts'
import { countAttempts } from '../../domain/referral/contact-attempt.ts'
import { formatDateTime, formatDeadline } from '../../i18n/formats.ts'
import { openSafety, type ClientRow } from '../../storage/client-store.ts'
import { findHoldingStay } from '../../storage/stay-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { formPage, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import { contentLines } from '../referral/content-model.ts'
import { clientForms } from './client-forms.ts'
import { readDecision } from './decision-model.ts'
import { readKnown, type Known } from './known-model.ts'
import { sayHolding } from './list-page.ts'
import {
  attemptsModel,
  feedbackModel,
  goalsModel,
  intakesModel,
  peopleModel,
  plansModel,
  servicesModel,
  staysModel,
  workerName,
} from './work-model.ts'

type Any = Context<unknown, unknown>

/** The whole file of one person, but for the confidential notes, which have a page and a log entry of their own. */
export async function clientPage(context: Any, row: ClientRow, typed: Typed | null): Promise<Reply> {
  const { deps, now, locale, t } = context
  const known = await readKnown(deps.db, row, now)
  const people = await peopleModel(context, row)
  const holding = await findHoldingStay(deps.db.read, row.id)
  const forms = await clientForms(context, row, { known, people, holding })
  return formPage(context, typed, {
    view: 'client/client',
    at: `/clients/${row.id}`,
    read: { region: row.region, subject: `client:${row.id}` },
    model: {
      title: t('client-title', { number: row.number }),
      state: t(`client-state-${row.state}`),
      category: row.urgency,
      categoryText: t(`category-${row.urgency}`),
      worker: await workerName(context, row),
      origin: t(`client-origin-${row.origin}`),
      opened: formatDateTime(row.opened_at, locale),
      closed: row.close_reason === null ? '' : t(`client-close-${row.close_reason}`),
      contact: await contactModel(context, row),
      withdrawn: known.withdrawn,
      lines: knownLines(context, known),
      referral: row.referral_id === null ? '' : `/referrals/${row.referral_id}`,
      holding: sayHolding(context, holding),
      safety: await openSafety(deps.db, row),
      people,
      attempts: await attemptsModel(context, row),
      intakes: await intakesModel(context, row),
      goals: await goalsModel(context, row),
      services: await servicesModel(context, row, people),
      plans: await plansModel(context, row),
      stays: await staysModel(context, row, people),
      feedback: await feedbackModel(context, row),
      decision: await decisionToTell(context, row),
      planHref: row.state === 'closed' ? '' : `/clients/${row.id}/safety-plan`,
      notesHref: `/clients/${row.id}/notes`,
    },
    forms,
  })
}

/** Shown while she is still to be told of it. */
async function decisionToTell(context: Any, row: ClientRow): Promise<string> {
  const due = row.state === 'closed' ? null : await findFeedbackDue(context.deps.db.read, row, context.now)
  return due ? readDecision(context, due.case_id) : ''
}

async function contactModel({ deps, now, locale, t }: Any, row: ClientRow) {
  const at = toStamp(now)
  const rules = procedureOf({ ...deps, now }).crisis_centre
  const attempts = attemptsOf(await listAttempts(deps.db.read, row.id))
  const waits = row.first_contact_at === null && row.state !== 'closed'
  const counted = countAttempts(attempts, deps.calendar.zone)
  return {
    due: waits ? formatDeadline(row.first_contact_by, at, locale, t) : '',
    late: waits && row.first_contact_by < at,
    counted: waits ? t('client-attempts', { counted, needed: rules.attempts_before_not_reached }) : '',
  }
}

/** Who she is and how to reach her: the rule of safe contact before the number. */
function knownLines({ locale, t }: Any, known: Known) {
  const { identity } = known
  const parts = { surname: '', given_name: '', patronymic: '', born_on: '', sex: '', phone: '', channel: '' }
  const rest = { hours: '', who_hears: '', language: '', disability: '' }
  const { wishes, fears, need, children } = known
  const content = { ...parts, ...rest, ...identity, wishes, fears, need, children: [...children] }
  return contentLines(content, 3, { locale, t })
}
