import { useLingui } from '@lingui/react/macro'
import { useCall } from '../../api/use-call.ts'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { FormBox } from './form-box.tsx'
import { useSaved, type Saved } from './use-saved.ts'

interface DnsValues {
  readonly search: string
  readonly dns1: string
  readonly dns2: string
  readonly dns3: string
}

const servers = ['dns1', 'dns2', 'dns3'] as const

const dnsCall = (node: string, { search, dns1, dns2, dns3 }: DnsValues) =>
  planned('PUT /nodes/{node}/dns', { node, search, ...(dns1 && { dns1 }), ...(dns2 && { dns2 }), ...(dns3 && { dns3 }) })

function DnsForm({ node, initial, onSaved }: { node: string; initial: DnsValues; onSaved: Saved['onSaved'] }) {
  const { t } = useLingui()
  const form = useForm<DnsValues>({
    initial,
    calls: values => [dnsCall(node, values)],
    onDone: () => onSaved(t`The name servers of ${node} were changed.`, [dnsCall(node, initial)]),
  })
  const labels = { search: t`Search domain`, dns1: t`First server`, dns2: t`Second server`, dns3: t`Third server` }
  return (
    <FormBox>
      <Form form={form} submitLabel={t`Save`} labels={labels}>
        {(['search', ...servers] as const).map(name => (
          <Field key={name} label={labels[name]} error={form.errors[name]}>
            {control => <TextInput {...control} value={form.values[name]} onChange={event => form.set(name, event.target.value)} />}
          </Field>
        ))}
      </Form>
    </FormBox>
  )
}

/** Which servers the node asks for names. */
export function DnsView({ node }: { node: string }) {
  const query = useCall('GET /nodes/{node}/dns', { node })
  const { key, onSaved } = useSaved(query.refetch)
  return (
    <WithData query={query}>
      {({ search = '', dns1 = '', dns2 = '', dns3 = '' }) => (
        <DnsForm key={key} node={node} initial={{ search, dns1, dns2, dns3 }} onSaved={onSaved} />
      )}
    </WithData>
  )
}
