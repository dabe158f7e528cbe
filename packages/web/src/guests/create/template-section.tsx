import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import { PickerField } from '../../forms/pickers/picker-field.tsx'
import { StoragePicker } from '../../forms/pickers/storage-picker.tsx'
import { VolumePicker } from '../../forms/pickers/volume-picker.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FieldRow, FormSection } from './form-section.tsx'
import type { ContainerSectionProps } from './section-props.ts'
import { ChoiceControl } from './text-control.tsx'

/** A row of the list of templates that can be fetched; its declaration names no members. */
interface Available {
  readonly template?: string
  readonly headline?: string
  readonly section?: string
}

const systems = ['debian', 'devuan', 'ubuntu', 'centos', 'fedora', 'opensuse', 'archlinux', 'alpine', 'gentoo', 'nixos', 'unmanaged']

/** The template: one that is on a storage, or one from the list of available ones, which is fetched first. */
export function TemplateSection({ values, onChange, errors }: ContainerSectionProps) {
  const { t } = useLingui()
  const { node } = values
  const { data } = useCall('GET /nodes/{node}/aplinfo', { node }, { tasks: ['templateupdate'] })
  const available = useMemo(
    () =>
      ((data ?? []) as readonly Available[]).flatMap(({ template, headline, section }) =>
        template === undefined ? [] : [{ value: template, label: template, detail: [section, headline].filter(Boolean).join(' · ') }],
      ),
    [data],
  )
  return (
    <FormSection
      id="template"
      title={t`Template`}
      moreLabel={t`System inside, further features`}
      more={
        <>
          <ChoiceControl
            label={t`System inside`}
            value={values.os}
            onChange={os => onChange({ os })}
            error={errors.ostype}
            choices={[{ value: '', label: t`As the template says` }, ...systems.map(value => ({ value, label: value }))]}
            className="max-w-72"
          />
          <div className="flex flex-wrap gap-x-6">
            <Checkbox label="keyctl" checked={values.keyctl} onChange={keyctl => onChange({ keyctl })} />
            <Checkbox label="FUSE" checked={values.fuse} onChange={fuse => onChange({ fuse })} />
          </div>
          {errors.features && <p className="text-bad">{errors.features}</p>}
        </>
      }
    >
      <FieldRow>
        <StoragePicker
          label={t`Storage of templates`}
          node={node}
          content="vztmpl"
          value={values.templateStorage || undefined}
          onChange={storage => onChange({ templateStorage: storage ?? '', template: '' })}
        />
        <VolumePicker
          label={t`Template`}
          node={node}
          storage={values.templateStorage || undefined}
          content="vztmpl"
          value={values.template || undefined}
          onChange={template => onChange({ template: template ?? '', download: '' })}
          error={values.download === '' ? (errors.template ?? errors.ostemplate) : undefined}
          placeholder={values.download === '' ? undefined : t`Is fetched first`}
        />
        {available.length > 0 && (
          <PickerField
            label={t`Or fetch one first`}
            value={values.download || undefined}
            onChange={download => onChange({ download: download ?? '', ...(download !== undefined && { template: '' }) })}
            choices={available}
            placeholder={t`Choose from ${available.length} templates`}
            error={values.download === '' ? undefined : errors.ostemplate}
          />
        )}
      </FieldRow>
      <div className="flex flex-wrap gap-x-6">
        <Checkbox
          label={t`Unprivileged`}
          help={t`Its root is nobody on the node: the safe way.`}
          checked={values.unprivileged}
          onChange={unprivileged => onChange({ unprivileged })}
        />
        <Checkbox
          label={t`Nesting`}
          help={t`Needed by recent systemd, and by containers inside.`}
          checked={values.nesting}
          onChange={nesting => onChange({ nesting })}
        />
      </div>
    </FormSection>
  )
}
