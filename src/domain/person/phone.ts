const nationalDigits = 10

/**
 * One form for the ways in which people of Kazakhstan write a number: +7 701 …, 8 (701) …, 701 …, 007 701 …. The ten
 * digits after +7; another country's number keeps all its digits behind a plus; empty without enough digits.
 */
export function foldPhone(text: string): string {
  const typed = text.normalize('NFKC')
  const digits = typed.replaceAll(/\D/g, '').replace(/^(?:00|810)/, '')
  if (digits.length === nationalDigits && !typed.trim().startsWith('+')) return digits
  if (digits.length === nationalDigits + 1 && /^[78]/.test(digits)) return digits.slice(1)
  return digits.length < 7 ? '' : `+${digits}`
}
