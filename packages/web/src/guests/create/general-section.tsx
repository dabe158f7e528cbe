import { useLingui } from '@lingui/react/macro'
import { NodePicker } from '../../forms/pickers/node-picker.tsx'
import { PoolPicker } from '../../forms/pickers/pool-picker.tsx'
import { TagsField } from '../../forms/pickers/tags-field.tsx'
import { VmidField } from '../../forms/pickers/vmid-field.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { FieldRow, FormSection } from './form-section.tsx'
import { numberedNames } from './numbered-names.ts'
import { TextControl } from './text-control.tsx'

/** What VMs and containers have in common. */
export interface GeneralValues {
  readonly node: string
  readonly vmid: string
  readonly count: string
  readonly pool: string
  readonly tags: readonly string[]
  readonly description: string
  readonly onboot: boolean
  readonly start: boolean
}

interface GeneralSectionProps {
  readonly values: GeneralValues
  readonly name: string
  readonly nameLabel: string
  readonly onName: (name: string) => void
  readonly onNode: (node: string) => void
  readonly onChange: (change: Partial<GeneralValues>) => void
  readonly errors: Readonly<Record<string, string>>
  readonly nameError: string | undefined
}

/** Node, number, name, how many. */
export function GeneralSection({ values, name, nameLabel, onName, onNode, onChange, errors, nameError }: GeneralSectionProps) {
  const { t } = useLingui()
  const count = Number(values.count) || 1
  const names = numberedNames(name.trim() || '…', Math.min(count, 100))
  const row = count > 1 ? t`${names[0] ?? ''} to ${names.at(-1) ?? ''}` : undefined
  return (
    <FormSection
      id="general"
      title={t`General`}
      moreLabel={t`Pool, notes, start with the node`}
      more={
        <>
          <FieldRow>
            <PoolPicker value={values.pool || undefined} onChange={pool => onChange({ pool: pool ?? '' })} error={errors.pool} />
          </FieldRow>
          <Field label={t`Notes`} error={errors.description}>
            {control => (
              <TextArea
                {...control}
                rows={3}
                value={values.description}
                onChange={event => onChange({ description: event.target.value })}
              />
            )}
          </Field>
          <Checkbox label={t`Start when the node starts`} checked={values.onboot} onChange={onboot => onChange({ onboot })} />
        </>
      }
    >
      <FieldRow>
        <TextControl label={nameLabel} value={name} onChange={onName} error={nameError} placeholder="web-01" />
        <VmidField value={values.vmid} onChange={vmid => onChange({ vmid })} error={errors.vmid} />
        <TextControl
          label={t`How many`}
          type="number"
          min={1}
          value={values.count}
          onChange={next => onChange({ count: next })}
          error={errors.count}
          help={row}
        />
        <NodePicker value={values.node} onChange={node => node !== undefined && onNode(node)} error={errors.node} required />
        <div className="@md:col-span-2">
          <TagsField value={values.tags} onChange={tags => onChange({ tags })} error={errors.tags} />
        </div>
      </FieldRow>
      <Checkbox label={t`Start it once it is created`} checked={values.start} onChange={start => onChange({ start })} />
    </FormSection>
  )
}
