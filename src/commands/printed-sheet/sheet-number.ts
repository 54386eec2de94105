/**
 * `2026-48210377`: the year and a serial without order, so that a number tells nothing of how many there are. Whether
 * it is free is for the caller to see.
 */
export function proposeSheetNumber(year: number, randomText: string): string {
  let hash = 0x811c9dc5
  for (const character of randomText) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return `${year}-${String(hash % 100_000_000).padStart(8, '0')}`
}
