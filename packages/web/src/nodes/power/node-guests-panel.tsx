import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { bulkActions, bulkCalls, reachedBy, type BulkAction, type BulkValues } from './bulk-action.ts'
import { GuestPicks } from './guest-picks.tsx'

/** Starts, shuts down or suspends guests of a node; argument: `pve/stop`. */
export function NodeGuestsPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const [node = '', given = ''] = argument.split('/')
  const action: BulkAction = bulkActions.find(one => one === given) ?? 'start'
  // As they were when the panel opened: rows do not move under the finger.
  const guests = useMemo(() => reachedBy(action, node, live.inventory.get().guests.values()), [action, node])
  const form = useForm<BulkValues>({
    initial: { vmids: guests.map(guest => guest.vmid), timeout: '180', forceStop: true },
    calls: values => bulkCalls(action, node, values),
    check: ({ vmids }) => (vmids.length === 0 ? { vmids: t`No guest is chosen.` } : {}),
    onDone: onClose,
  })
  const texts = {
    start: { title: t`Start guests of ${node}`, submit: t`Start them`, none: t`No guest of this node is stopped.` },
    stop: { title: t`Shut down guests of ${node}`, submit: t`Shut them down`, none: t`No guest of this node runs.` },
    suspend: { title: t`Suspend VMs of ${node}`, submit: t`Suspend them`, none: t`No VM of this node runs.` },
  }[action]
  return (
    <SidePanel title={texts.title} onClose={onClose}>
      <Form form={form} submitLabel={texts.submit} action={guests.length > 0} danger={action === 'stop'}>
        {guests.length === 0 && <Notice title={texts.none} />}
        {action === 'suspend' && <Notice>{t`The memory of each VM is written to its storage; starting it goes on from there.`}</Notice>}
        {guests.length > 0 && (
          <GuestPicks label={t`Guests`} guests={guests} picked={form.values.vmids} onPick={vmids => form.set('vmids', vmids)} />
        )}
        {form.errors.vmids && <Notice look="bad" title={form.errors.vmids} />}
        {action === 'stop' && (
          <>
            <Field label={t`Time to shut down (seconds)`} error={form.errors.timeout}>
              {control => (
                <TextInput
                  {...control}
                  inputMode="numeric"
                  value={form.values.timeout}
                  onChange={event => form.set('timeout', event.target.value)}
                />
              )}
            </Field>
            <Checkbox
              label={t`Stop guests that take longer`}
              checked={form.values.forceStop}
              onChange={checked => form.set('forceStop', checked)}
            />
          </>
        )}
      </Form>
    </SidePanel>
  )
}
