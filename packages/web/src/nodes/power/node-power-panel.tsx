import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { useStore } from '../../store.ts'
import { Notice } from '../../ui/notice.tsx'
import { Status } from '../../ui/status.tsx'
import { reachedBy } from './bulk-action.ts'

/** Ends the node's run, after showing what runs on it; argument: `pve/reboot` or `pve/shutdown`. */
export function NodePowerPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const [node = '', given] = argument.split('/')
  const command = given === 'shutdown' ? 'shutdown' : 'reboot'
  const { guests: all } = useStore(live.inventory)
  const guests = useMemo(() => reachedBy('stop', node, all.values()), [node, all])
  const form = useForm({
    initial: {},
    calls: () => [planned('POST /nodes/{node}/status', { node, command })],
    onDone() {
      toast({ look: 'info', text: command === 'reboot' ? t`${node} shuts its guests down and reboots.` : t`${node} shuts down.` })
      onClose()
    },
  })
  return (
    <SidePanel title={command === 'reboot' ? t`Reboot ${node}` : t`Shut down ${node}`} onClose={onClose}>
      <Form form={form} submitLabel={command === 'reboot' ? t`Reboot the node` : t`Shut down the node`} action danger>
        {guests.length === 0 ? (
          <Notice title={t`No guest runs on this node.`} />
        ) : (
          <Notice
            look="warn"
            title={<Plural value={guests.length} one="# running guest will be shut down" other="# running guests will be shut down" />}
          >
            <ul className="mt-1 max-h-[50vh] overflow-y-auto">
              {guests.map(guest => (
                <li key={guest.vmid} className="flex items-center gap-2 py-0.5">
                  <span className="w-12 shrink-0 text-muted tabular-nums">{guest.vmid}</span>
                  <bdi className="min-w-0 flex-1 truncate">{guest.name}</bdi>
                  <Status status={guest.status} />
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <p className="text-muted">
          {command === 'reboot' ? (
            <Trans>Guests that start with the node come back by themselves. This page waits and goes on when the node is back.</Trans>
          ) : (
            <Trans>The node does not come back by itself: it must be switched on or woken by network.</Trans>
          )}
        </p>
      </Form>
    </SidePanel>
  )
}
