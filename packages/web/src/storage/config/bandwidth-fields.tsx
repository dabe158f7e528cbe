import { useLingui } from '@lingui/react/macro'
import type { SchemaData } from '@quorate/schema'
import { formatMembers, parseMembers } from '../../forms/property-string.ts'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'

export interface BandwidthFieldsProps {
  readonly schema: SchemaData
  readonly value: string | undefined
  readonly onChange: (text: string | undefined) => void
  readonly error: string | undefined
}

const members = ['default', 'clone', 'move', 'restore', 'migration'] as const

/** Limits of the data rate, one for each kind of work. */
export function BandwidthFields({ schema, value, onChange, error }: BandwidthFieldsProps) {
  const { t } = useLingui()
  const limits = parseMembers(schema, value)
  const labels = { default: t`Otherwise`, clone: t`Clones`, move: t`Moving disks`, restore: t`Restores`, migration: t`Migrations` }
  const set = (member: string, text: string) => {
    const number = /^\d+$/.test(text) ? Number(text) : undefined
    onChange(formatMembers(schema, { ...limits, [member]: number }) || undefined)
  }
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t`Limits of the data rate (KiB each second)`}</legend>
      <div className="grid grid-cols-2 gap-3">
        {members.map(member => (
          <Field key={member} label={labels[member]}>
            {control => (
              <TextInput
                {...control}
                inputMode="numeric"
                placeholder={t`No limit`}
                value={String(limits[member] ?? '')}
                onChange={event => set(member, event.target.value.trim())}
              />
            )}
          </Field>
        ))}
      </div>
      {error !== undefined && (
        <p role="alert" className="mt-1 text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}
