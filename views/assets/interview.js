// Saves each answer as it is given. What could not be sent stays in the page, is sent again, and is not left unwarned.

/** `shown`: from when on the page knows the stored answer, where two may type it. @typedef {{ saved: string, shown?: string, visible: string[], counts: { code: string, text: string }[], safety: { contact: string, wish: string }, faults: { at: string, text: string }[] }} Saved */
/** @typedef {'saved' | 'unsent' | 'locked'} State */

const retryMs = 3000
const typingMs = 1000

/** Questions whose last answer is not stored yet, each with the number of its last change. @type {Map<HTMLElement, number>} */
const unsent = new Map()
let changes = 0
let sending = Promise.resolve()
let next = 0

export const hasUnsent = () => unsent.size > 0

/** @param {Element} question @returns {HTMLFormElement | null} */
const formOf = question => question.closest('form[data-interview]')

/** @param {HTMLElement} question @param {HTMLFormElement} form */
function fieldsOf(question, form) {
  const fields = new URLSearchParams({ item: question.dataset['item'] ?? '' })
  const { shown } = question.dataset
  if (shown) fields.set('shown', shown)
  for (const [name, value] of new FormData(form)) {
    if (name === '_csrf' || question.querySelector(`[name="${CSS.escape(name)}"]`)) fields.append(name, String(value))
  }
  return fields
}

/** @param {State} state @param {string} [text] */
function showState(state, text) {
  /** @type {HTMLElement | null} */
  const status = document.querySelector('[data-saved]')
  if (!status) return
  if (state === 'saved') status.removeAttribute('data-state')
  else status.dataset['state'] = state
  status.textContent = text ?? `${status.dataset[state] ?? ''} ${unsent.size}`
  document.querySelector('[data-unlock]')?.toggleAttribute('hidden', state !== 'locked')
}

/** Her safe contact and her wish, on top of the page, as they stand now. @param {Saved['safety']} safety */
function showSafety(safety) {
  const contact = document.querySelector('[data-contact]')
  const wish = document.querySelector('[data-wish]')
  if (contact && safety.contact) contact.textContent = safety.contact
  if (wish) wish.textContent = safety.wish
  wish?.parentElement?.toggleAttribute('hidden', safety.wish === '')
}

/** @param {HTMLElement} question @param {Saved} saved */
function showSaved(question, saved) {
  const fault = question.querySelector('.fault')
  if (fault) fault.textContent = saved.faults.find(one => one.at === question.dataset['item'])?.text ?? ''
  if (saved.faults.length === 0) question.querySelector('[data-prefilled]')?.remove()
  if (saved.faults.length === 0 && saved.shown) question.dataset['shown'] = saved.shown
  /** @type {NodeListOf<HTMLElement>} */
  const questions = document.querySelectorAll('[data-item]')
  for (const one of questions) one.hidden = !saved.visible.includes(one.dataset['item'] ?? '')
  showSafety(saved.safety)
  for (const count of saved.counts) {
    const place = document.querySelector(`[data-count="${CSS.escape(count.code)}"]`)
    if (place) place.textContent = count.text
  }
}

/** After a new sign-in in another tab the form's token is an old one: the page as it is now has the right one. @param {HTMLFormElement} form */
async function renewToken(form) {
  const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html')
  /** @type {HTMLInputElement | null} */
  const fresh = page.querySelector('form[data-interview] [name="_csrf"]')
  /** @type {HTMLInputElement | null} */
  const own = form.querySelector('[name="_csrf"]')
  if (fresh && own) own.value = fresh.value
}

/** @param {HTMLElement} question @returns {Promise<State | Saved>} */
async function send(question) {
  const form = formOf(question)
  if (!form) return 'unsent'
  try {
    const body = fieldsOf(question, form)
    const response = await fetch(form.dataset['interview'] ?? '', { method: 'POST', body, redirect: 'manual' })
    if (response.type === 'opaqueredirect' || response.status === 401) return 'locked'
    if (response.status === 403) await renewToken(form)
    if (response.status !== 200 && response.status !== 422) return 'unsent'
    return await response.json()
  } catch {
    return 'unsent'
  }
}

async function sendAll() {
  for (const [question, change] of Array.from(unsent)) {
    const outcome = await send(question)
    if (typeof outcome === 'string') {
      showState(outcome)
      next = window.setTimeout(() => void flush(), retryMs)
      return
    }
    if (unsent.get(question) === change) unsent.delete(question)
    showSaved(question, outcome)
    if (unsent.size === 0) showState('saved', outcome.saved)
  }
}

/** Sends what is unsent, one request at a time, so that an older answer never overtakes a newer one. */
export function flush() {
  clearTimeout(next)
  sending = sending.then(sendAll)
  return sending
}

/** @param {Event} event @param {number} delay */
function note(event, delay) {
  /** @type {HTMLElement | null} */
  const question = event.target instanceof Element ? event.target.closest('[data-item]') : null
  if (!question || !formOf(question)) return
  changes += 1
  unsent.set(question, changes)
  clearTimeout(next)
  next = window.setTimeout(() => void flush(), delay)
}

document.addEventListener('input', event => note(event, typingMs))
document.addEventListener('change', event => note(event, 0))
addEventListener('online', () => void flush())
document.addEventListener('visibilitychange', () => void (document.hidden && hasUnsent() && flush()))

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
async function submitWhenSent(form, button) {
  await flush()
  if (!hasUnsent()) form.requestSubmit(button)
}

document.addEventListener('submit', event => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !hasUnsent()) return
  event.preventDefault()
  void submitWhenSent(form, event.submitter)
})

addEventListener('beforeunload', event => {
  if (hasUnsent()) event.preventDefault()
})
