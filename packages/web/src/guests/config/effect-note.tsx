import { useLingui } from '@lingui/react/macro'
import { Clock, Zap } from 'lucide-react'
import type { Guest } from '../../live/guest.ts'
import { latestEffect, takesEffect } from './takes-effect.ts'

interface EffectNoteProps {
  readonly guest: Guest
  /** Keys that are about to change. */
  readonly keys: readonly string[]
  readonly hotplug: string | undefined
}

/** Says before saving when a change takes effect. */
export function EffectNote({ guest, keys, hotplug }: EffectNoteProps) {
  const { t } = useLingui()
  const effect = latestEffect(keys.map(key => takesEffect(guest, key, hotplug)))
  if (guest.status === 'stopped' || keys.length === 0) return null
  const text = {
    now: t`Takes effect at once.`,
    tried: t`Takes effect at once if the running guest can take it, otherwise at its next start.`,
    start: t`Takes effect at the next start of the guest.`,
  }[effect]
  const Icon = effect === 'start' ? Clock : Zap
  return (
    <p role="status" className="flex items-start gap-2 text-muted">
      <Icon size={16} aria-hidden className={effect === 'start' ? 'mt-0.5 shrink-0 text-warn' : 'mt-0.5 shrink-0 text-good'} />
      {text}
    </p>
  )
}
