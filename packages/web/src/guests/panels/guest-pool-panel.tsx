import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { PoolPicker } from '../../forms/pickers/pool-picker.tsx'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { useForm } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { GuestPanel } from './guest-panel.tsx'
import { poolCalls } from './pool-calls.ts'

function GuestPool({ guest, onClose }: { guest: Guest; onClose: () => void }) {
  const { t } = useLingui()
  const { name, vmid } = guest
  const form = useForm<{ pool: string | undefined }>({
    initial: { pool: guest.pool || undefined },
    calls: ({ pool }) => poolCalls(guest, pool),
    fieldOf: () => 'pool',
    onDone(_answers, { pool }) {
      savedWithUndo(
        pool === undefined ? t`${name || vmid} is in no pool` : t`${name || vmid} is in ${pool}`,
        poolCalls({ ...guest, pool: pool ?? '' }, guest.pool || undefined),
      )
      onClose()
    },
  })
  return (
    <Form form={form} submitLabel={t`Save`}>
      <PoolPicker
        value={form.values.pool}
        onChange={pool => form.set('pool', pool)}
        error={form.errors.pool}
        help={t`Who has a role on the pool has it on its guests. Empty: the guest is in no pool.`}
      />
    </Form>
  )
}

/** Puts a guest into a pool, another one or none. */
export function GuestPoolPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <GuestPanel argument={argument} onClose={onClose} title={({ name, vmid }) => t`Pool of ${name || vmid}`}>
      {guest => <GuestPool guest={guest} onClose={onClose} />}
    </GuestPanel>
  )
}
