/** Where notices leave the program, from the settings; absent: shown in the program only. */
export type Delivery = {
  readonly smtpUrl: string | undefined
  readonly webhookUrl: string | undefined
  /** The address that a notice names; empty where none is set. */
  readonly publicUrl: string
}

export type Message = {
  /** The same at every attempt: the receiver knows by it what it already has. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly language: string
}

/** Sends one message; rejects when the other side does not take it. */
export type Send = (message: Message) => Promise<void>
