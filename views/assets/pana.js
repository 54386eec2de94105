// What every page does: hide at once, never come back from memory, keep what is typed when the language changes.

import { flush, hasUnsent } from './interview.js'
import { cover } from './lock.js'

/** @param {string} href the neutral page, which locks the session */
async function hide(href) {
  cover()
  await flush()
  if (hasUnsent()) setTimeout(() => void hide(href), 2000)
  else location.assign(href)
}

/** @param {string} href */
async function leave(href) {
  await flush()
  location.assign(href)
}

/** @param {ParentNode} root @returns {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]} */
const typedFields = root =>
  [...root.querySelectorAll('main :is(input:not([type=hidden]), textarea, select)')].map(
    one => /** @type {HTMLInputElement} */ (one),
  )

/** @param {Document} other the same page in another language: the same fields in the same order */
function carryTyped(other) {
  const fields = typedFields(document)
  typedFields(other).forEach((field, place) => {
    const own = fields[place]
    if (!own || own.name !== field.name) return
    if (field instanceof HTMLInputElement && own instanceof HTMLInputElement && own.checked) field.checked = true
    if (!/^(radio|checkbox|password)$/.test(field.type)) field.value = own.value
  })
}

/** @param {string} href */
async function switchLanguage(href) {
  await flush()
  const response = await fetch(href)
  if (!response.ok || hasUnsent()) return location.assign(href)
  const other = new DOMParser().parseFromString(await response.text(), 'text/html')
  carryTyped(other)
  document.documentElement.lang = other.documentElement.lang
  document.title = other.title
  document.body.replaceWith(document.adoptNode(other.body))
}

document.addEventListener('click', event => {
  /** @type {HTMLAnchorElement | null} */
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!link || link.target || link.getAttribute('href')?.startsWith('#') || event.ctrlKey || event.metaKey) return
  const act = link.matches('[data-hide]')
    ? hide
    : link.matches('[data-language]')
      ? switchLanguage
      : hasUnsent() && leave
  if (!act) return
  event.preventDefault()
  void act(link.href)
})

let escapedAt = 0
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector('[data-hide]')
  if (link && event.timeStamp - escapedAt < 1000) void hide(link.href)
  escapedAt = event.timeStamp
})

// A page from the back/forward cache may belong to a session that has ended: it comes back covered and asks again.
addEventListener('pagehide', cover)
addEventListener('pageshow', event => {
  if (event.persisted) location.reload()
})

/** @type {HTMLElement | null} */
const summary = document.querySelector('#faults')
summary?.scrollIntoView()
summary?.focus()
