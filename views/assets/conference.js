// The hearing: a clock that runs, and the room's window that follows the secretary's, at once in the same browser, else soon.

const tickMs = 1000

/** @param {number} seconds */
function clock(seconds) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** @type {HTMLElement | null} */
const timer = document.querySelector('.timer[data-since]')
if (timer) {
  const since = Date.parse(timer.dataset['since'] ?? '')
  const spent = Number(timer.dataset['spent'] ?? 0)
  setInterval(() => {
    timer.textContent = clock(spent + Math.max(0, Math.round((Date.now() - since) / 1000)))
  }, tickMs)
}

/** @type {HTMLElement | null} */
const room = document.querySelector('[data-room-of]')
/** @type {HTMLElement | null} */
const desk = document.querySelector('[data-sitting]')
const sitting = room?.dataset['roomOf'] ?? desk?.dataset['sitting']

// No names travel: the window only hears that something has changed, and asks for its page again.
if (sitting) {
  const channel = new BroadcastChannel(`pana-room-${sitting}`)
  if (room) channel.addEventListener('message', () => location.reload())
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel never leaves its origin
  if (desk) channel.postMessage('changed')
}

const askEveryMs = 4000

// A projector elsewhere: what cannot be asked for is not shown, so that no name outlives its item.
async function follow(/** @type {HTMLElement} */ page) {
  try {
    const answer = await fetch(`/sittings/${page.dataset['roomOf']}/room/turn`, { redirect: 'manual' })
    if (!answer.ok || (await answer.json()).turn !== page.dataset['turn']) location.reload()
    page.hidden = !answer.ok
  } catch {
    page.hidden = true
  }
}
if (room) setInterval(() => void follow(room), askEveryMs)
