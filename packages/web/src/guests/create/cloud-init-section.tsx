import { useLingui } from '@lingui/react/macro'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { FieldRow, FormSection } from './form-section.tsx'
import type { VmSectionProps } from './section-props.ts'
import { TextControl } from './text-control.tsx'

/** What a system made for clouds is told at its first start. */
export function CloudInitSection({ values, onChange, errors }: VmSectionProps) {
  const { t } = useLingui()
  return (
    <FormSection
      id="cloudinit"
      title="Cloud-init"
      actions={<Checkbox label={t`Use it`} checked={values.cloudInit} onChange={cloudInit => onChange({ cloudInit })} />}
      {...(values.cloudInit && {
        moreLabel: t`IPv6, DNS`,
        more: (
          <FieldRow>
            <TextControl
              label={t`IPv6 address`}
              value={values.ip6}
              onChange={ip6 => onChange({ ip6 })}
              placeholder={t`auto, dhcp or 2001:db8::5/64`}
            />
            <TextControl label={t`IPv6 gateway`} value={values.gateway6} onChange={gateway6 => onChange({ gateway6 })} />
            <TextControl
              label={t`DNS servers`}
              value={values.nameserver}
              onChange={nameserver => onChange({ nameserver })}
              error={errors.nameserver}
            />
            <TextControl
              label={t`Search domain`}
              value={values.searchdomain}
              onChange={searchdomain => onChange({ searchdomain })}
              error={errors.searchdomain}
            />
          </FieldRow>
        ),
      })}
    >
      {values.cloudInit ? (
        <>
          <FieldRow>
            <TextControl
              label={t`User`}
              value={values.ciuser}
              onChange={ciuser => onChange({ ciuser })}
              error={errors.ciuser}
              placeholder={t`The image’s own`}
            />
            <TextControl
              label={t`Password`}
              type="password"
              value={values.cipassword}
              onChange={cipassword => onChange({ cipassword })}
              error={errors.cipassword}
            />
          </FieldRow>
          <FieldRow>
            <TextControl
              label={t`IPv4 address`}
              value={values.ip}
              onChange={ip => onChange({ ip })}
              error={errors.ip ?? errors.ipconfig0}
              placeholder={t`dhcp or 10.0.0.5/24`}
            />
            <TextControl label={t`IPv4 gateway`} value={values.gateway} onChange={gateway => onChange({ gateway })} />
          </FieldRow>
          <Field label={t`SSH keys`} help={t`One each line.`} error={errors.sshkeys}>
            {control => (
              <TextArea {...control} rows={3} value={values.sshkeys} onChange={event => onChange({ sshkeys: event.target.value })} />
            )}
          </Field>
        </>
      ) : (
        <p className="text-muted">{t`The system is not told anything.`}</p>
      )}
    </FormSection>
  )
}
