/**
 * `7510-2026-04711`: first four KATO digits of the district, year, a serial without order, so that gaps tell nothing.
 * Whether it is free is for the caller to see.
 */
export function proposeCaseNumber(district: string, year: number, randomText: string): string {
  return `${district.slice(0, 4)}-${year}-${String(spread(randomText) % 100_000).padStart(5, '0')}`
}

/** FNV-1a: spreads random text evenly whatever its alphabet. */
export function spread(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash
}
