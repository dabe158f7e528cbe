import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { LinkFields } from './link-fields.tsx'
import { linkParameters, type LinkValue } from './link-values.ts'
import { useMembership, type Membership } from './use-membership.ts'

function CreateCluster({ membership: { addresses, cluster }, onClose }: { membership: Membership; onClose: () => void }) {
  const { t } = useLingui()
  const form = useForm<{ name: string; links: readonly LinkValue[] }>({
    initial: { name: '', links: [{ link: 0, address: addresses[0]?.address ?? '', priority: '' }] },
    calls: ({ name, links }) => [planned('POST /cluster/config', { clustername: name.trim(), ...linkParameters(links) })],
    check: ({ name }) =>
      /^[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?$/i.test(name.trim())
        ? {}
        : { name: t`1 to 15 letters, digits and “-”; it begins and ends with a letter or digit.` },
    fieldOf: name => (name === 'clustername' ? 'name' : name),
    showsError: name => /^link\d$/.test(name),
    onDone(_, { name }) {
      toast({ look: 'info', text: t`Cluster ${name.trim()} is being created; this takes some seconds.` })
      onClose()
    },
  })
  const { values, errors, set } = form
  return (
    <Form
      form={form}
      action
      submitLabel={t`Create`}
      disabledReason={cluster ? t`This node is in the cluster ${cluster.name} already.` : undefined}
    >
      <Field label={t`Name of the cluster`} error={errors.name} required help={t`It cannot be changed later.`}>
        {control => (
          <TextInput {...control} autoFocus maxLength={15} value={values.name} onChange={event => set('name', event.target.value)} />
        )}
      </Field>
      <LinkFields links={values.links} own={addresses} errors={errors} onChange={links => set('links', links)} />
      <Notice>{t`Guests, users and settings of this node stay as they are, and what runs goes on.`}</Notice>
    </Form>
  )
}

/** Makes a cluster with this node as its first member. */
export function CreateClusterPanel({ onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <SidePanel title={t`Create cluster`} onClose={onClose}>
      <WithData query={useMembership()}>{membership => <CreateCluster membership={membership} onClose={onClose} />}</WithData>
    </SidePanel>
  )
}
