import { accessRoutes } from './access/routes.ts'
import { answerRoutes } from './answer/routes.ts'
import { assessmentRoutes } from './assessment/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { caseLinkRoutes } from './case-link/routes.ts'
import { caseRoutes } from './case/routes.ts'
import { correctionRoutes } from './correction/routes.ts'
import { consentFormRoutes } from './consent-form/routes.ts'
import { consentRoutes } from './consent/routes.ts'
import { conferenceRoutes } from './conference/routes.ts'
import { dayRoutes } from './day/routes.ts'
import { figuresRoutes } from './figures/routes.ts'
import type { Route } from './http/route.ts'
import { incidentRoutes } from './incident/routes.ts'
import { followUpRoutes } from './follow-up/routes.ts'
import { interviewRoutes } from './interview/routes.ts'
import { judgementRoutes } from './judgement/routes.ts'
import { organisationRoutes } from './organisation/routes.ts'
import { loweringRoutes } from './lowering/routes.ts'
import { printedSheetRoutes } from './printed-sheet/routes.ts'
import { referenceRoutes } from './reference/routes.ts'
import { orderRoutes } from './order/routes.ts'
import { ownPersonRoutes } from './own-person/routes.ts'
import { clientRoutes } from './client/routes.ts'
import { providerRoutes } from './provider/routes.ts'
import { referralRoutes } from './referral/routes.ts'
import { personDetailRoutes } from './person/detail-routes.ts'
import { mergeRoutes } from './person/merge-routes.ts'
import { interviewMatchRoutes } from './person/interview-match-routes.ts'
import { linkedCaseRoutes } from './linked-case/routes.ts'
import { locationRoutes } from './person/location-routes.ts'
import { personRoutes } from './person/routes.ts'
import { questionnaireRoutes } from './questionnaire/routes.ts'
import { queueRoutes } from './queue/routes.ts'
import { raiseRoutes } from './raise/routes.ts'
import { reassessmentRoutes } from './reassessment/routes.ts'
import { receiptRoutes } from './receipt/routes.ts'
import { recordRoutes } from './record/routes.ts'
import { reviewRoutes } from './review/routes.ts'
import { unknownPerpetratorRoutes } from './unknown-perpetrator/routes.ts'
import { systemRoutes } from './system/routes.ts'
import { transferRoutes } from './transfer/routes.ts'

/** Every route of the program. What does not stand here does not exist. */
export const routeTable: readonly Route[] = [
  ...systemRoutes,
  ...accessRoutes,
  ...dayRoutes,
  ...interviewMatchRoutes,
  ...interviewRoutes,
  ...assessmentRoutes,
  ...judgementRoutes,
  ...answerRoutes,
  ...recordRoutes,
  ...raiseRoutes,
  ...loweringRoutes,
  ...reassessmentRoutes,
  ...linkedCaseRoutes,
  ...unknownPerpetratorRoutes,
  ...receiptRoutes,
  ...printedSheetRoutes,
  ...caseRoutes,
  ...incidentRoutes,
  ...orderRoutes,
  ...referralRoutes,
  ...clientRoutes,
  ...providerRoutes,
  ...correctionRoutes,
  ...consentRoutes,
  ...consentFormRoutes,
  ...transferRoutes,
  ...caseLinkRoutes,
  ...personRoutes,
  ...personDetailRoutes,
  ...mergeRoutes,
  ...locationRoutes,
  ...queueRoutes,
  ...conferenceRoutes,
  ...organisationRoutes,
  ...ownPersonRoutes,
  ...reviewRoutes,
  ...referenceRoutes,
  ...questionnaireRoutes,
  ...auditRoutes,
  ...figuresRoutes,
  ...followUpRoutes,
]
