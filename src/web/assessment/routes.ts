import { z } from 'zod'
import { decide } from '../../domain/access/decide.ts'
import { findAssessment } from '../../storage/assessment-store.ts'
import { findCase } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { id } from '../http/ids.ts'
import { route } from '../http/route.ts'
import { assessmentPage } from './page.ts'
import { isReceipt, readerOf } from './receipt.ts'

export const assessmentRoutes = [
  route({
    method: 'get',
    path: '/assessments/:id',
    permission: 'assessment.view',
    audit: { read: 'assessment.viewed' },
    params: z.strictObject({ id }),
    body: z.looseObject({}),
    handler: async context => {
      const { deps, params } = context
      const row = await findAssessment(deps.db.read, params.id)
      const one = row ? await findCase(deps.db.read, row.case_id, toStamp(context.now)) : undefined
      if (!row || !one) return { kind: 'not_found' }
      const reader = { ...context, actor: readerOf(context, row) }
      const decision = decide(reader.actor, 'assessment.view', one, 3)
      if (decision !== 'allowed') return { kind: decision === 'refused' ? 'refused' : 'not_found' }
      return assessmentPage(reader, row, one, isReceipt(context, one))
    },
  }),
]
