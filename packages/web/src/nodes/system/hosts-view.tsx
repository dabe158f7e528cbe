import { useLingui } from '@lingui/react/macro'
import { call } from '../../api/client.ts'
import { useCall } from '../../api/use-call.ts'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { FormBox } from './form-box.tsx'
import { useSaved, type Saved } from './use-saved.ts'

interface HostsValues {
  readonly data: string
  readonly digest: string
}

async function readHosts(node: string): Promise<HostsValues> {
  const { data, digest = '' } = await call('GET /nodes/{node}/hosts', { node })
  return { data, digest }
}

function HostsForm({ node, initial, onSaved }: { node: string; initial: HostsValues; onSaved: Saved['onSaved'] }) {
  const { t } = useLingui()
  const form = useForm<HostsValues>({
    initial,
    calls: ({ data }, { digest }) => [planned('POST /nodes/{node}/hosts', { node, data, ...(digest && { digest }) })],
    reload: () => readHosts(node),
    onDone: () => onSaved(t`/etc/hosts of ${node} was changed.`, [planned('POST /nodes/{node}/hosts', { node, data: initial.data })]),
  })
  return (
    <FormBox>
      <Form form={form} submitLabel={t`Save`} labels={{ data: '/etc/hosts' }}>
        <Field label="/etc/hosts" help={t`One address and its names on each line.`} error={form.errors.data}>
          {control => (
            <TextArea
              {...control}
              rows={Math.min(24, Math.max(8, form.values.data.split('\n').length + 1))}
              value={form.values.data}
              onChange={event => form.set('data', event.target.value)}
            />
          )}
        </Field>
        <Button className="self-start" disabled={!form.dirty} onClick={() => form.setAll(form.initial)}>{t`Reset`}</Button>
      </Form>
    </FormBox>
  )
}

/** Names that the node knows by itself. */
export function HostsView({ node }: { node: string }) {
  const query = useCall('GET /nodes/{node}/hosts', { node })
  const { key, onSaved } = useSaved(query.refetch)
  return (
    <WithData query={query}>
      {({ data, digest = '' }) => <HostsForm key={key} node={node} initial={{ data, digest }} onSaved={onSaved} />}
    </WithData>
  )
}
