const shape = /^([1-9]\d{0,3})(?:\/([1-9]\d{0,2}))?$/

export function isMinutesNumber(text: string): boolean {
  return shape.test(text)
}

/**
 * The next number of the year: the last whole number and one more; an extraordinary sitting takes the last number with
 * a part behind the slash («№ 1/1», kazakhstan.md §3.1), or begins the year.
 */
export function proposeMinutesNumber(used: readonly string[], kind: 'ordinary' | 'extraordinary'): string {
  const parsed = used.flatMap(text => {
    const [, whole, part] = shape.exec(text) ?? []
    return whole === undefined ? [] : [{ whole: Number(whole), part: Number(part ?? 0) }]
  })
  const whole = Math.max(0, ...parsed.map(one => one.whole))
  if (kind === 'ordinary' || whole === 0) return String(whole + 1)
  const part = Math.max(...parsed.filter(one => one.whole === whole).map(one => one.part))
  return `${whole}/${part + 1}`
}
