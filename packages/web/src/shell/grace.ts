import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { dismiss, toast } from './toast-store.ts'

export interface Grace {
  /** What will happen: `web-01 will be removed in 10 s`. */
  readonly text: string
  readonly seconds: number
  readonly run: () => void
  readonly onCancel?: () => void
}

/** Does what cannot be taken back only after a while in which it can be called off. */
export function runAfterGrace({ text, seconds, run, onCancel }: Grace): void {
  const cancel = () => {
    clearTimeout(timer)
    onCancel?.()
  }
  const id = toast({ look: 'info', text, action: { label: i18n._(msg`Cancel`), run: cancel } }, seconds * 1000)
  const timer = setTimeout(() => {
    dismiss(id)
    run()
  }, seconds * 1000)
}
