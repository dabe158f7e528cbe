import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { FormBox } from './form-box.tsx'
import { NodeClock } from './node-clock.tsx'
import { useSaved, type Saved } from './use-saved.ts'

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter(zone => zone !== 'UTC')]
/** A zone that this browser does not know is shown in UTC. */
const known = (zone: string) => (zones.includes(zone) ? zone : 'UTC')

const timeCall = (node: string, timezone: string) => planned('PUT /nodes/{node}/time', { node, timezone })

function TimeForm({ node, timezone, onSaved }: { node: string; timezone: string; onSaved: Saved['onSaved'] }) {
  const { t } = useLingui()
  const form = useForm({
    initial: { timezone },
    calls: values => [timeCall(node, values.timezone)],
    onDone: () => onSaved(t`The time zone of ${node} was changed.`, [timeCall(node, timezone)]),
  })
  return (
    <FormBox>
      <Form form={form} submitLabel={t`Save`} labels={{ timezone: t`Time zone` }}>
        <Field label={t`Time zone`} error={form.errors.timezone}>
          {control => (
            <>
              <TextInput
                {...control}
                list={`${control.id}-zones`}
                value={form.values.timezone}
                onChange={event => form.set('timezone', event.target.value)}
              />
              <datalist id={`${control.id}-zones`}>
                {zones.map(zone => (
                  <option key={zone} value={zone} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      </Form>
    </FormBox>
  )
}

/** Clock and time zone of the node. */
export function TimeView({ node }: { node: string }) {
  const { t } = useLingui()
  const query = useCall('GET /nodes/{node}/time', { node })
  const { key, onSaved } = useSaved(query.refetch)
  const { data, dataUpdatedAt } = query
  const ahead = useMemo(() => (data ? data.time - dataUpdatedAt / 1000 : 0), [data, dataUpdatedAt])
  return (
    <WithData query={query}>
      {({ timezone }) => (
        <>
          <Facts>
            <Fact label={t`Clock of the node`}>
              <NodeClock aheadSeconds={ahead} timeZone={known(timezone)} />
            </Fact>
            <Fact label={t`In UTC`}>
              <NodeClock aheadSeconds={ahead} timeZone="UTC" />
            </Fact>
          </Facts>
          <TimeForm key={key} node={node} timezone={timezone} onSaved={onSaved} />
        </>
      )}
    </WithData>
  )
}
