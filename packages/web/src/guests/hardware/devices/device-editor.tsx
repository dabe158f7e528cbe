import { useLingui } from '@lingui/react/macro'
import { formatMembers, membersOf, parseMembers } from '../../../forms/property-string.ts'
import { refusalText } from '../../../forms/refusal-text.ts'
import { useLabels } from '../../../labels/use-labels.ts'
import type { Guest } from '../../../live/guest.ts'
import type { ConfigChange } from '../../config/config-change.ts'
import { ConfigPanel } from '../../config/config-panel.tsx'
import { freeKey } from '../../config/config-rows.ts'
import { memberErrors } from '../../config/member-errors.ts'
import { useConfigForm } from '../../config/use-config-form.ts'
import type { GuestConfig } from '../../config/use-guest-config.ts'
import type { DeviceKind, DeviceValues } from './device-kind.ts'
import { plainMembers } from './device-kind.ts'
import { plainText } from './plain-text.ts'
import { slots } from './slot-field.tsx'

export interface DeviceEditorProps {
  readonly guest: Guest
  readonly config: GuestConfig
  readonly kind: DeviceKind
  /** undefined: a new one is added. */
  readonly existing: string | undefined
  readonly title: string
  readonly onClose: () => void
}

/** The first free key of the kind or of one of its buses. */
function beginKey({ kind, buses = [kind], schema }: DeviceKind, config: GuestConfig): string {
  if ((schema.count ?? 0) === 0 && buses.length === 1) return kind
  const free = buses.map(bus => freeKey(config.rows, bus, slots[bus] ?? schema.count ?? 1))
  return free.find(key => key !== undefined) ?? `${kind}0`
}

function textOf(kind: DeviceKind, values: DeviceValues): string {
  if (!('properties' in kind.schema)) return String(values[plainText] ?? '')
  return formatMembers(kind.schema, kind.write ? kind.write(values) : plainMembers(values))
}

function refusalsOf(kind: DeviceKind, values: DeviceValues, adding: boolean, missing: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of kind.needs?.(values, adding) ?? []) {
    if (values[name] === undefined || values[name] === '') found[name] = missing
  }
  const schemas = 'properties' in kind.schema ? membersOf(kind.schema) : { [plainText]: kind.schema }
  for (const [member, schema] of Object.entries(schemas)) {
    const text = refusalText(schema, values[member], false)
    if (text !== undefined) found[member] = text
  }
  return found
}

/** A panel over one device: its members as fields, or a new one with the first free key. */
export function DeviceEditor({ guest, config, kind, existing, title, onClose }: DeviceEditorProps) {
  const { t } = useLingui()
  const labels = useLabels()
  const adding = existing === undefined
  const keyOf = (values: DeviceValues) => existing ?? (values['@key'] as string | undefined) ?? beginKey(kind, config)
  const change = (values: DeviceValues): ConfigChange => {
    const missing = kind.needs?.(values, adding).find(need => values[need] === undefined || values[need] === '')
    if (missing !== undefined) throw new TypeError(`${missing} is not filled in yet`)
    return { set: { [keyOf(values)]: textOf(kind, values) }, asTask: adding && kind.task === true }
  }
  const form = useConfigForm<DeviceValues>({
    guest,
    config,
    subject: title,
    valuesOf: wanted => {
      if (existing === undefined) return kind.begin?.(config, guest) ?? {}
      const text = wanted.get(existing)
      return 'properties' in kind.schema ? parseMembers(kind.schema, text) : { [plainText]: text }
    },
    change: values => {
      const { digest: _, ...own } = values
      return change(own)
    },
    check: values => refusalsOf(kind, values, adding, t`This is needed.`),
    onDone: onClose,
  })
  const { digest: _, ...values } = form.values
  const name = keyOf(values)
  const errors = { ...form.errors, ...memberErrors(name, form.errors[name]) }
  const Fields = kind.Fields
  return (
    <ConfigPanel
      title={title}
      guest={guest}
      config={config}
      form={form}
      keys={adding || form.dirty ? [name] : []}
      onClose={onClose}
      action={adding}
      submitLabel={adding ? t`Add` : t`Save`}
      labels={Object.fromEntries(Object.keys(membersOf(kind.schema)).map(member => [member, labels.name(name, member)]))}
    >
      <Fields
        guest={guest}
        config={config}
        name={name}
        schema={kind.schema}
        values={values}
        onChange={next => form.setAll(next as never)}
        errors={errors}
        adding={adding}
      />
    </ConfigPanel>
  )
}
