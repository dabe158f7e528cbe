import { useLingui } from '@lingui/react/macro'
import { FieldRow, FormSection } from './form-section.tsx'
import type { ContainerSectionProps } from './section-props.ts'
import { TextControl } from './text-control.tsx'

/** Processor and memory of a container. */
export function ContainerSizeSection({ values, onChange, errors }: ContainerSectionProps) {
  const { t } = useLingui()
  return (
    <FormSection id="processor" title={t`Processor and memory`}>
      <FieldRow>
        <TextControl
          label={t`Cores`}
          type="number"
          min={1}
          value={values.cores}
          onChange={cores => onChange({ cores })}
          error={errors.cores}
          placeholder={t`All`}
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
        <TextControl
          label={t`Swap`}
          type="number"
          min={0}
          unit="MiB"
          value={values.swap}
          onChange={swap => onChange({ swap })}
          error={errors.swap}
          required
        />
        <TextControl
          label={t`Most processor time`}
          help={t`In cores; empty: no limit.`}
          type="number"
          min={0}
          value={values.cpulimit}
          onChange={cpulimit => onChange({ cpulimit })}
          error={errors.cpulimit}
        />
      </FieldRow>
    </FormSection>
  )
}
