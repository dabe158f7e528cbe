import type { KeyName } from '../keys/key-name.ts'
import { textChange } from '../keys/text-change.ts'

/** Something that screen keyboards can erase. */
const padding = '\u00a0'.repeat(20)

/** A field that nobody sees, for keyboards on screens: what they write into it becomes keys. */
export function touchKeyboard(type: (text: string) => void, press: (key: KeyName) => void): HTMLTextAreaElement {
  const field = document.createElement('textarea')
  field.className = 'absolute bottom-0 left-0 size-px resize-none opacity-0'
  field.tabIndex = -1
  field.setAttribute('autocapitalize', 'off')
  field.setAttribute('autocorrect', 'off')
  field.setAttribute('autocomplete', 'off')
  field.spellcheck = false
  field.ariaHidden = 'true'
  let before = padding
  const fill = () => {
    before = padding
    field.value = padding
    field.setSelectionRange(padding.length, padding.length)
  }
  field.addEventListener('focus', fill)
  field.addEventListener('input', event => {
    const { erased, typed } = textChange(before, field.value)
    before = field.value
    for (let at = 0; at < erased; at += 1) press('Backspace')
    if (typed !== '') type(typed)
    // A word that is still being composed stays as it is.
    if (!(event as InputEvent).isComposing && (before.length < 5 || before.length > 200 || typed.includes('\n'))) fill()
  })
  return field
}
