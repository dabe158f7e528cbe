import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import { PickerField } from '../../forms/pickers/picker-field.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FieldRow, FormSection } from './form-section.tsx'
import type { VmSectionProps } from './section-props.ts'
import { TextControl } from './text-control.tsx'

/** Processor and memory. */
export function ProcessorSection({ values, onChange, errors }: VmSectionProps) {
  const { t } = useLingui()
  const { data } = useCall('GET /nodes/{node}/capabilities/qemu/cpu', { node: values.node })
  const models = useMemo(() => (data ?? []).map(({ name }) => ({ value: name, label: name })), [data])
  return (
    <FormSection
      id="processor"
      title={t`Processor and memory`}
      moreLabel={t`Sockets, model, ballooning`}
      more={
        <>
          <FieldRow>
            <TextControl
              label={t`Sockets`}
              type="number"
              min={1}
              value={values.sockets}
              onChange={sockets => onChange({ sockets })}
              error={errors.sockets}
            />
            <PickerField
              label={t`Model`}
              placeholder={t`Default`}
              value={values.cpu || undefined}
              onChange={cpu => onChange({ cpu: cpu ?? '' })}
              choices={models}
              error={errors.cpu}
              custom
            />
          </FieldRow>
          <Checkbox
            label={t`Ballooning`}
            help={t`Lets the node take back memory that the VM does not use.`}
            checked={values.balloon}
            onChange={balloon => onChange({ balloon })}
          />
        </>
      }
    >
      <FieldRow>
        <TextControl
          label={t`Cores`}
          type="number"
          min={1}
          value={values.cores}
          onChange={cores => onChange({ cores })}
          error={errors.cores}
          required
        />
        <TextControl
          label={t`Memory`}
          type="number"
          min={16}
          unit="MiB"
          value={values.memory}
          onChange={memory => onChange({ memory })}
          error={errors.memory}
          required
        />
      </FieldRow>
    </FormSection>
  )
}
