import { useLingui } from '@lingui/react/macro'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { FieldRow, FormSection } from './form-section.tsx'
import type { ContainerSectionProps } from './section-props.ts'
import { TextControl } from './text-control.tsx'

/** How one gets in: root's password and keys. */
export function AccessSection({ values, onChange, errors }: ContainerSectionProps) {
  const { t } = useLingui()
  return (
    <FormSection id="access" title={t`Access`}>
      <FieldRow>
        <TextControl
          label={t`Password of root`}
          type="password"
          value={values.password}
          onChange={password => onChange({ password })}
          error={errors.password}
        />
      </FieldRow>
      <Field label={t`SSH keys`} help={t`One each line.`} error={errors['ssh-public-keys']}>
        {control => <TextArea {...control} rows={2} value={values.sshkeys} onChange={event => onChange({ sshkeys: event.target.value })} />}
      </Field>
    </FormSection>
  )
}
