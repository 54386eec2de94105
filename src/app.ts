import { join } from 'node:path'
import express, { type Express } from 'express'
import helmet from 'helmet'
import { pinoHttp } from 'pino-http'
import type { Dependencies } from './web/dependencies.ts'
import { guestMiddleware } from './web/http/guest.ts'
import { lastResort, readFormAnyway } from './web/http/last-resort.ts'
import { mountRoutes } from './web/http/mount.ts'
import { sessionMiddleware } from './web/http/session.ts'
import { routeTable } from './web/route-table.ts'

const root = join(import.meta.dirname, '..')

/** The program without listening. */
export function createApp(deps: Dependencies): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  if (deps.trustedProxy) app.set('trust proxy', deps.trustedProxy)
  app.use(headers(deps))
  app.use(pinoHttp({ logger: deps.log, serializers: { req: shortRequest, res: shortResponse }, autoLogging: true }))
  serveAssets(app)
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  const readForm = express.urlencoded({ extended: false, limit: '1mb' })
  app.use(guestMiddleware(deps), sessionMiddleware(deps), readForm, express.json({ limit: '1mb' }))
  mountRoutes(app, deps, routeTable)
  app.use(readFormAnyway(readForm), lastResort(deps))
  return app
}

/** Method, route and status only: addresses with ids stay out of the log. */
const shortRequest = (request: { method: string }) => ({ method: request.method })
const shortResponse = (response: { statusCode: number }) => ({ status: response.statusCode })

function headers(deps: Dependencies) {
  const production = deps.mode === 'production'
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        ...(production ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // With no-referrer browsers send `Origin: null` from our own forms, and the sender could not be told.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: production ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  })
}

function serveAssets(app: Express): void {
  const options = { maxAge: '1h', index: false, redirect: false } as const
  const packages = join(root, 'node_modules')
  app.use('/assets', express.static(join(root, 'views/assets'), options))
  app.use('/assets/ds', express.static(join(packages, '@digdir/designsystemet-css/dist'), options))
  app.use('/assets/inter', express.static(join(packages, '@fontsource-variable/inter'), options))
}
