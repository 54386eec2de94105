// Saves each answer as it is given, shows and hides questions, keeps unsent answers and warns before they are lost.

/** @typedef {{ saved: string, visible: string[], counts: { code: string, text: string }[], faults: { at: string, text: string }[] }} Saved */

/** @type {HTMLFormElement | null} */
const form = document.querySelector('form[data-interview]')
/** @type {HTMLElement | null} */
const status = document.querySelector('[data-saved]')
/** Questions whose last answer is not stored yet. @type {Set<HTMLElement>} */
const unsent = new Set()
let sending = Promise.resolve()

/** @param {HTMLElement} question */
function fieldsOf(question) {
  const fields = new URLSearchParams()
  fields.set('item', question.dataset['item'] ?? '')
  for (const [name, value] of new FormData(/** @type {HTMLFormElement} */ (form))) {
    const own = question.querySelector(`[name="${CSS.escape(name)}"]`)
    if (name === '_csrf' || own) fields.append(name, String(value))
  }
  return fields
}

/** @param {HTMLElement} question @param {Saved} saved */
function showSaved(question, saved) {
  const code = question.dataset['item'] ?? ''
  const fault = question.querySelector('.fault')
  if (fault) fault.textContent = saved.faults.find(one => one.at === code)?.text ?? ''
  if (status) status.textContent = saved.saved
  status?.removeAttribute('data-state')
  /** @type {NodeListOf<HTMLElement>} */
  const questions = document.querySelectorAll('[data-item]')
  for (const one of questions) one.hidden = !saved.visible.includes(one.dataset['item'] ?? '')
  for (const count of saved.counts) {
    const place = document.querySelector(`[data-count="${CSS.escape(count.code)}"]`)
    if (place) place.textContent = count.text
  }
}

/** @param {HTMLElement} question */
async function send(question) {
  if (!form) return
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  try {
    const address = form.dataset['interview'] ?? ''
    const response = await fetch(address, { method: 'POST', headers, body: fieldsOf(question), redirect: 'error' })
    if (response.status !== 200 && response.status !== 422) throw response
    unsent.delete(question)
    showSaved(question, await response.json())
  } catch (error) {
    status?.setAttribute('data-state', 'failed')
    if (mayPass(error)) setTimeout(() => queue(question), 5000)
  }
}

/** What the server refused for good is not sent every five seconds: that would keep the session from its idle lock. @param {unknown} error */
function mayPass(error) {
  return !(error instanceof Response) || error.status >= 500 || [401, 408, 429].includes(error.status)
}

/** One request at a time, so that an older answer never overtakes a newer one. @param {HTMLElement} question */
function queue(question) {
  unsent.add(question)
  sending = sending.then(() => send(question))
}

form?.addEventListener('change', event => {
  const target = /** @type {HTMLElement} */ (event.target)
  /** @type {HTMLElement | null} */
  const question = target.closest('[data-item]')
  if (question) queue(question)
})

form?.addEventListener('submit', () => unsent.clear())

addEventListener('beforeunload', event => {
  if (unsent.size > 0) event.preventDefault()
})

// A page from the back/forward cache may belong to a session that has ended.
addEventListener('pageshow', event => {
  if (event.persisted) location.reload()
})

document.querySelector('[data-hide]')?.addEventListener('click', event => {
  event.preventDefault()
  location.replace('/hide')
})

document.querySelector('#faults')?.scrollIntoView()
/** @type {HTMLElement | null} */
const summary = document.querySelector('#faults')
summary?.focus()
