import { useLingui } from '@lingui/react/macro'
import { send } from '../../forms/send.ts'
import { useForm, type FormState } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import { failureText } from '../../shell/undo.ts'
import { toast } from '../../shell/toast-store.ts'
import { configCall, inverseOf, type ConfigChange } from './config-change.ts'
import type { Config } from './config-rows.ts'
import { fetchGuestConfig, type GuestConfig } from './use-guest-config.ts'

export interface ConfigFormOptions<V extends object> {
  readonly guest: Guest
  readonly config: GuestConfig
  /** The values of the form, from the configuration with what is pending. */
  readonly valuesOf: (wanted: Config) => V
  readonly change: (values: V, initial: V) => ConfigChange
  readonly check?: (values: V) => Readonly<Record<string, string>>
  readonly fieldOf?: (parameter: string) => string
  /** What was saved, for the toast: the name of the device or group. */
  readonly subject: string
  readonly onDone: () => void
}

/** A form over a part of a guest's configuration: sends the digest it began from, offers Undo, and settles conflicts. */
export function useConfigForm<V extends object>(options: ConfigFormOptions<V>): FormState<V & { readonly digest: string }> {
  const { t } = useLingui()
  const { guest, config, valuesOf, subject } = options
  const of = ({ wanted, digest }: GuestConfig) => ({ ...valuesOf(wanted), digest })
  const changeFrom = (values: V & { digest: string }, initial: V & { digest: string }): ConfigChange => ({
    ...options.change(values, initial),
    digest: initial.digest,
  })
  const form = useForm<V & { readonly digest: string }>({
    initial: of(config),
    calls: (values, initial) => [configCall(guest, changeFrom(values, initial))].filter(call => call !== undefined),
    ...(options.check && { check: options.check as never }),
    ...(options.fieldOf && { fieldOf: options.fieldOf }),
    reload: async () => of(await fetchGuestConfig(guest)),
    onDone: (_, values) => {
      const change = changeFrom(values, form.initial)
      options.onDone()
      if (change.asTask === true && guest.kind === 'qemu') return toast({ look: 'info', text: t`${subject}: the task has begun.` })
      const back = change.asTask === true ? undefined : inverseOf(change, config.wanted)
      const inverse = back && configCall(guest, back)
      if (!inverse) return toast({ look: 'good', text: t`${subject}: saved.` })
      const undo = async () => {
        try {
          await send(inverse)
          toast({ look: 'info', text: t`${subject}: taken back.` })
        } catch (error) {
          toast({ look: 'bad', text: failureText(error) })
        }
      }
      return toast({ look: 'good', text: t`${subject}: saved.`, action: { label: t`Undo`, run: () => void undo() } }, 10_000)
    },
  })
  return form
}
