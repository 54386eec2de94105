// An idle screen goes blank and asks for the password; what was typed goes along. Work in one tab keeps the others open.

import { flush, hasUnsent } from './interview.js'

const lookEveryMs = 5000
const tellEveryMs = 5000
const retryMs = 2000

const tabs = new BroadcastChannel('pana')
let activeAt = Date.now()
let toldAt = 0
let locking = false

const limitMs = () => Number(document.body.dataset['lock'] ?? 0) * 1000

/** Nothing of the page is seen any more; its fields and unsent answers stay. */
export function cover() {
  document.documentElement.hidden = true
  document.title = ' '
}

/** @param {Element} field */
function isTyped(field) {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (field instanceof HTMLSelectElement) {
    return Array.from(field.options).some(option => option.selected !== option.defaultSelected)
  }
  if (!(field instanceof HTMLInputElement) || field.type === 'hidden' || field.type === 'password') return false
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked
}

/** The form with something typed in it; answers of an interview are sent as they are given. @returns {HTMLFormElement | null} */
function typedForm() {
  const forms = Array.from(document.querySelectorAll('main form[method=post]:not([data-interview])'))
  const typed = forms.filter(form => form instanceof HTMLFormElement && Array.from(form.elements).some(isTyped))
  const found = typed.find(form => form.contains(document.activeElement)) ?? typed.at(-1)
  return found instanceof HTMLFormElement ? found : null
}

/** @param {HTMLFormElement | null} form */
function holdForm(form) {
  if (!form) return ''
  const secret = new Set(Array.from(form.querySelectorAll('[type=password]'), one => one.getAttribute('name')))
  const fields = Array.from(new FormData(form), ([name, value]) => [name, String(value)])
  const kept = fields.filter(([name]) => name !== '_csrf' && name !== 'held' && !secret.has(name ?? ''))
  return JSON.stringify({ path: new URL(form.action).pathname, fields: kept })
}

/** @param {Record<string, string>} fields */
function post(fields) {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = '/lock'
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name, value })
    form.append(field)
  }
  document.body.append(form)
  form.submit()
}

async function lock() {
  locking = true
  cover()
  await flush()
  const reached = await fetch('/unlock').then(
    () => true,
    () => false,
  )
  // Leaving now would lose what cannot be sent.
  if (!reached || hasUnsent()) return void setTimeout(() => void lock(), retryMs)
  /** @type {HTMLInputElement | null} */
  const token = document.querySelector('[name="_csrf"]')
  post({ _csrf: token?.value ?? '', held: holdForm(typedForm()), at: location.pathname + location.search })
}

/** Also after a sleep, in which no timer ran. */
function look() {
  const limit = limitMs()
  if (limit > 0 && !locking && Date.now() - activeAt >= limit) void lock()
}

function note() {
  look()
  activeAt = Date.now()
  if (activeAt - toldAt < tellEveryMs) return
  toldAt = activeAt
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches this origin alone
  tabs.postMessage('active')
}

tabs.addEventListener('message', () => (activeAt = Date.now()))
for (const event of ['pointerdown', 'keydown', 'wheel', 'touchmove']) {
  addEventListener(event, note, { capture: true, passive: true })
}
document.addEventListener('visibilitychange', look)
addEventListener('focus', look)
setInterval(look, lookEveryMs)
