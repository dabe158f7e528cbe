import { useLingui } from '@lingui/react/macro'
import { Advanced } from '../../forms/advanced.tsx'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { useStarted } from './use-started.ts'

const initial = {
  distribution: 'debian' as 'debian' | 'ubuntu' | 'devuan',
  variant: 'standard' as 'standard' | 'minimal',
  release: '',
  include: '',
  name: '',
  mirror: '',
  'security-mirror': '',
  'keep-sources': false,
}

const texts = ['release', 'include', 'name', 'mirror', 'security-mirror'] as const

/** Builds a container template from a distribution's packages; argument: `pve/local`. */
export function BuildTemplatePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const started = useStarted()
  const [node = '', storage = ''] = argument.split('/')
  const form = useForm({
    initial,
    calls: values => [
      planned('POST /nodes/{node}/storage/{storage}/build-template', {
        node,
        storage,
        distribution: values.distribution,
        variant: values.variant,
        ...Object.fromEntries(texts.filter(name => values[name] !== '').map(name => [name, values[name]])),
        ...(values['keep-sources'] && { 'keep-sources': true }),
      }),
    ],
    onDone([upid], { distribution }) {
      started(t`A template of ${distribution} is being built.`, upid)
      onClose()
    },
  })
  const { values, errors, set } = form
  const labels = {
    release: t`Release`,
    include: t`More packages`,
    name: t`File name`,
    mirror: t`Archive of packages`,
    'security-mirror': t`Archive of security updates`,
  }
  const helps = {
    release: t`trixie, 24.04; empty: the newest stable one.`,
    include: t`Separated by commas.`,
    name: t`Without ending; empty: made of distribution, version and variant.`,
    mirror: t`Empty: the distribution's own.`,
    'security-mirror': t`None when only an archive is given.`,
  }
  const text = (name: (typeof texts)[number]) => (
    <Field key={name} label={labels[name]} help={helps[name]} error={errors[name]}>
      {control => <TextInput {...control} value={values[name]} onChange={event => set(name, event.target.value.trim())} />}
    </Field>
  )
  return (
    <SidePanel title={t`Build a container template`} onClose={onClose}>
      <Form form={form} submitLabel={t`Build`} action>
        <Field label={t`Distribution`} error={errors.distribution}>
          {control => (
            <Select
              {...control}
              value={values.distribution}
              onChange={distribution => set('distribution', distribution)}
              choices={[
                { value: 'debian', label: 'Debian' },
                { value: 'ubuntu', label: 'Ubuntu' },
                { value: 'devuan', label: 'Devuan' },
              ]}
            />
          )}
        </Field>
        {text('release')}
        <Field label={t`How much it holds`} error={errors.variant}>
          {control => (
            <Select
              {...control}
              value={values.variant}
              onChange={variant => set('variant', variant)}
              choices={[
                { value: 'standard', label: t`Standard` },
                { value: 'minimal', label: t`Minimal` },
              ]}
            />
          )}
        </Field>
        {text('include')}
        <Advanced>
          {(['name', 'mirror', 'security-mirror'] as const).map(text)}
          <Checkbox
            label={t`The template goes on using these archives`}
            checked={values['keep-sources']}
            onChange={on => set('keep-sources', on)}
          />
        </Advanced>
      </Form>
    </SidePanel>
  )
}
