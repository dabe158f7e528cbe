import { useLingui } from '@lingui/react/macro'
import { call } from '../../api/client.ts'
import { useCall } from '../../api/use-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { FormBox } from './form-box.tsx'
import { optionCalls, optionValues, type OptionAnswer, type OptionValues } from './node-options.ts'
import { useSaved, type Saved } from './use-saved.ts'

const wakeFields = ['mac', 'bind-interface', 'broadcast-address']

function OptionsForm({ node, initial, onSaved }: { node: string; initial: OptionValues; onSaved: Saved['onSaved'] }) {
  const { t } = useLingui()
  const form = useForm<OptionValues>({
    initial,
    calls: (values, from) => optionCalls(node, values, from),
    fieldOf: name => (name.startsWith('wakeonlan') ? (wakeFields.find(field => name.endsWith(field)) ?? 'mac') : name),
    reload: async () => optionValues((await call('GET /nodes/{node}/config', { node })) as OptionAnswer),
    onDone: (_, values) => onSaved(t`The options of ${node} were changed.`, optionCalls(node, initial, values, '')),
  })
  const labels = {
    'startall-onboot-delay': t`Delay before guests start (seconds)`,
    'ballooning-target': t`Target of memory use (percent)`,
    mac: t`MAC address for wake-on-LAN`,
    'bind-interface': t`Interface of the node that wakes it`,
    'broadcast-address': t`Broadcast address`,
  }
  const helps = {
    'startall-onboot-delay': t`After the node has started, at most 300; empty: at once.`,
    'ballooning-target': t`VMs with ballooning give memory back so that the node stays near it; empty: 80.`,
    mac: t`Another node sends a magic packet to it.`,
    'bind-interface': t`Empty: the one with the default route.`,
    'broadcast-address': t`Empty: 255.255.255.255.`,
  }
  return (
    <FormBox>
      <Form form={form} submitLabel={t`Save`} labels={labels}>
        {(Object.keys(labels) as (keyof typeof labels)[]).map(name => (
          <Field key={name} label={labels[name]} help={helps[name]} error={form.errors[name]}>
            {control => (
              <TextInput
                {...control}
                {...(!wakeFields.includes(name) && { inputMode: 'numeric' as const })}
                value={form.values[name]}
                onChange={event => form.set(name, event.target.value)}
              />
            )}
          </Field>
        ))}
      </Form>
    </FormBox>
  )
}

/** What the node does with its guests, and how it is woken. */
export function OptionsView({ node }: { node: string }) {
  const query = useCall('GET /nodes/{node}/config', { node }, { watch: [`/nodes/${node}/config`] })
  const { key, onSaved } = useSaved(query.refetch)
  return (
    <WithData query={query}>
      {data => <OptionsForm key={key} node={node} initial={optionValues(data as OptionAnswer)} onSaved={onSaved} />}
    </WithData>
  )
}
