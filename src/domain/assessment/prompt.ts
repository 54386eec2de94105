/** What makes a reassessment due (procedure.md §4): its clock, or an event that makes it due at once. */
export const prompts = [
  'scheduled',
  'new_incident',
  'order_breached',
  'released',
  'separation',
  'pregnancy',
  'statement_withdrawn',
  'her_request',
] as const
export type Prompt = (typeof prompts)[number]

/** These tell of something that has happened: it becomes an incident of the case and is asked about afresh. */
export function tellsOfIncident(prompt: string): boolean {
  return prompt === 'new_incident' || prompt === 'order_breached'
}
