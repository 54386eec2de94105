import { fail, succeed, type Outcome } from '../fault.ts'

/**
 * Sent and waiting, accepted, refused with a proposal, forwarded by the receiver, taken back by the sender, and ended
 * after it was accepted.
 */
export const referralStates = ['sent', 'accepted', 'refused', 'forwarded', 'withdrawn', 'ended'] as const
export type ReferralState = (typeof referralStates)[number]

export const referralEvents = ['accept', 'refuse', 'forward', 'withdraw', 'end'] as const
export type ReferralEvent = (typeof referralEvents)[number]

export const referralOrigins = ['case', 'commission', 'partner', 'self'] as const
export type ReferralOrigin = (typeof referralOrigins)[number]

const transitions: Readonly<Record<ReferralState, Partial<Record<ReferralEvent, ReferralState>>>> = {
  sent: { accept: 'accepted', refuse: 'refused', forward: 'forwarded', withdraw: 'withdrawn' },
  accepted: { end: 'ended', withdraw: 'withdrawn' },
  // She wants no other organisation: nothing waits for the sender any longer.
  refused: { withdraw: 'withdrawn' },
  forwarded: {},
  withdrawn: {},
  ended: {},
}

/** The state after the event. Whoever comes second is told that it is answered already. */
export function moveReferral(state: ReferralState, event: ReferralEvent): Outcome<ReferralState> {
  const next = transitions[state][event]
  return next === undefined ? fail({ code: `referral_${state}` }) : succeed(next)
}

/** While it lives, its receiver sees what was shared. */
export function isLive(state: ReferralState): boolean {
  return state === 'sent' || state === 'accepted'
}

export function referralStateOrThrow(text: string): ReferralState {
  const state = referralStates.find(each => each === text)
  if (!state) throw new Error(`a referral in the unknown state ${text}`)
  return state
}
