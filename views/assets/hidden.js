// The hidden page stood before this one: going back to it asks for the password first and then opens the same place.

document.querySelector('[data-back]')?.addEventListener('click', event => {
  if (history.length < 2) return
  event.preventDefault()
  history.back()
})
