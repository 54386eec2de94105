import type { Migration } from 'kysely/migration'
import * as foundation from './0001-foundation.ts'
import * as structuredJudgement from './0002-structured-judgement.ts'
import * as queueOrder from './0003-queue-order.ts'
import * as reassessment from './0004-reassessment.ts'
import * as reference from './0005-reference.ts'
import * as person from './0006-person.ts'
import * as job from './0007-job.ts'
import * as order from './0008-order.ts'
import * as ownPeople from './0009-own-people.ts'
import * as caseLinks from './0010-case-links.ts'
import * as conference from './0011-conference.ts'
import * as correction from './0012-correction.ts'
import * as personDetailOrigin from './0013-person-detail-origin.ts'
import * as referral from './0014-referral.ts'
import * as workItem from './0015-work-item.ts'
import * as followUp from './0016-follow-up.ts'
import * as transferWork from './0017-transfer-work.ts'
import * as minutesSigning from './0019-minutes-signing.ts'

/** The static list, in order; forward only. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-structured-judgement': structuredJudgement,
  '0003-queue-order': queueOrder,
  '0004-reassessment': reassessment,
  '0005-reference': reference,
  '0006-person': person,
  '0007-job': job,
  '0008-order': order,
  '0009-own-people': ownPeople,
  '0010-case-links': caseLinks,
  '0011-conference': conference,
  '0012-correction': correction,
  '0013-person-detail-origin': personDetailOrigin,
  '0014-referral': referral,
  '0015-work-item': workItem,
  '0016-follow-up': followUp,
  '0017-transfer-work': transferWork,
  '0019-minutes-signing': minutesSigning,
}
