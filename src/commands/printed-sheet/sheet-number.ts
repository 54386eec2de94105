import { spread } from '../assessment/case-number.ts'

/**
 * `2026-48210377`: the year and a serial without order, so that a number tells nothing of how many there are. Whether
 * it is free is for the caller to see.
 */
export function proposeSheetNumber(year: number, randomText: string): string {
  return `${year}-${String(spread(randomText) % 100_000_000).padStart(8, '0')}`
}
