import { commissionRoutes } from './commission-routes.ts'
import { itemRoutes } from './item-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { minutesRoutes } from './minutes-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { sittingRoutes } from './sitting-routes.ts'

/** Everything of the commission: its seats, its sittings, what it asks and what it instructs. */
export const conferenceRoutes = [
  ...commissionRoutes,
  ...sittingRoutes,
  ...itemRoutes,
  ...memberRoutes,
  ...minutesRoutes,
  ...reportRoutes,
]
