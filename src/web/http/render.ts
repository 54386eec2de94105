import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import ejs from 'ejs'
import type { Locale, Translate } from '../../i18n/translator.ts'
import { nameFields } from './name-fields.ts'

const viewsFolder = join(import.meta.dirname, '../../../views')

type MenuLink = { readonly href: string; readonly text: string; readonly current: boolean }

/** All that a template may use besides `include`. */
export type Frame = {
  readonly view: object
  readonly t: Translate
  readonly url: (path: string) => string
  readonly csrf: string
  readonly page: PageFrame
}

export type PageFrame = {
  readonly lang: Locale
  readonly path: string
  readonly training: boolean
  readonly signedIn: boolean
  /** Idle seconds after which the screen locks itself; 0 where nobody is signed in. */
  readonly lockAfter: number
  readonly name: string
  readonly role: string
  /** Who made a printed sheet, when, and where the log holds it. */
  readonly sheet: string
  readonly links: readonly MenuLink[]
  /** What the menu holds beyond one row. */
  readonly further: readonly MenuLink[]
  /** The page that is open is one of those. */
  readonly amongFurther: boolean
  readonly languages: readonly {
    readonly href: string
    readonly text: string
    readonly lang: string
    readonly current: boolean
  }[]
}

type Template = (data: Frame) => string

const options = {
  strict: true,
  _with: false,
  destructuredLocals: ['view', 't', 'url', 'csrf', 'page'],
  root: viewsFolder,
  views: [viewsFolder],
  cache: true,
} as const

function compileAll(): Map<string, Template> {
  const files = readdirSync(viewsFolder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ejs'))
  return new Map(
    files.map(name => {
      const filename = join(viewsFolder, name)
      const template = ejs.compile(readView(name), {
        ...options,
        filename,
      } as unknown as ejs.Options) as unknown as Template
      return [
        relative(viewsFolder, filename)
          .replaceAll('\\', '/')
          .replace(/\.ejs$/, ''),
        template,
      ]
    }),
  )
}

/** With its includes in their place: EJS would look each up in the file system again for every page. */
function readView(name: string): string {
  const source = readFileSync(join(viewsFolder, name), 'utf8')
  return source.replaceAll(/<%- include\('\/([\w/-]+)'\) %>/g, (_, part: string) => readView(`${part}.ejs`))
}

const templates = compileAll()

/** A property that the view model does not have is a fault of ours and must not print as nothing. */
function refuseMissing<T extends object>(model: T): T {
  return new Proxy(model, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && key !== 'toJSON') {
        throw new Error(`the view model has no «${key}»`)
      }
      const value: unknown = Reflect.get(target, key, receiver)
      const plain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
      return plain ? refuseMissing(value) : value
    },
  })
}

/** Renders one view; nothing of a request ever gets into the frame but what `page.ts` put there. */
export function render(name: string, frame: Frame, strict: boolean): string {
  const template = templates.get(name)
  if (!template) throw new Error(`no view «${name}»`)
  return nameFields(template(strict ? { ...frame, view: refuseMissing(frame.view) } : frame))
}
