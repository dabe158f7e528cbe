/** Keys that have no character, as browsers name them (KeyboardEvent.key). */
export const keyNames = [
  'Escape',
  'Tab',
  'Enter',
  'Backspace',
  'Insert',
  'Delete',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'F1',
  'F2',
  'F3',
  'F4',
  'F5',
  'F6',
  'F7',
  'F8',
  'F9',
  'F10',
  'F11',
  'F12',
] as const
export type KeyName = (typeof keyNames)[number]

/** Keys that are held while another one is typed; on a phone they stay down until then. */
export interface Held {
  readonly ctrl: boolean
  readonly alt: boolean
}
export const nothingHeld: Held = { ctrl: false, alt: false }
