import type { AccessTables } from './tables/access.ts'
import type { AssessmentTables } from './tables/assessment.ts'
import type { CaseTables } from './tables/case.ts'
import type { CorrectionTables } from './tables/correction.ts'
import type { CaseLinkTables } from './tables/case-link.ts'
import type { ConferenceTables } from './tables/conference.ts'
import type { FollowUpTables } from './tables/follow-up.ts'
import type { OrderTables } from './tables/order.ts'
import type { OwnPersonTables } from './tables/own-person.ts'
import type { PersonTables } from './tables/person.ts'
import type { ProgramTables } from './tables/program.ts'
import type { ReferralTables } from './tables/referral.ts'
import type { WorkItemTables } from './tables/work-item.ts'

/**
 * The tables as the program sees them. Instants are ISO text in UTC with milliseconds, dates `YYYY-MM-DD`, flags 0/1,
 * `sealed_*` columns ciphertext, JSON text. Every row that belongs to a case carries the case's region.
 */
export type Schema = AccessTables &
  ProgramTables &
  PersonTables &
  OwnPersonTables &
  CaseTables &
  CaseLinkTables &
  AssessmentTables &
  OrderTables &
  ReferralTables &
  ConferenceTables &
  WorkItemTables &
  FollowUpTables &
  CorrectionTables
