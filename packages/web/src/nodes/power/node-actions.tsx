import { useLingui } from '@lingui/react/macro'
import { AlarmClock, ArrowRightLeft, ChevronDown, CirclePause, CirclePlay, CircleStop, Power, RotateCcw } from 'lucide-react'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import { selection } from '../../guests/bulk/selection.ts'
import { live } from '../../live/live.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { useStore } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useNeed } from '../../shell/use-need.ts'

/** What can be done with a whole node. */
export function NodeActions({ node, online }: { node: string; online: boolean }) {
  const { t } = useLingui()
  const open = useOpenPanel()
  const power = useNeed(`/nodes/${node}`, 'Sys.PowerMgmt')
  const guests = useNeed('/vms', 'VM.PowerMgmt')
  const migrate = useNeed('/vms', 'VM.Migrate')
  const { nodes, guests: all } = useStore(live.inventory)
  const own = [...all.values()].filter(guest => guest.node === node)
  function migrateAll(): void {
    selection.set(new Set(own.map(guest => guest.vmid)))
    open('bulk', 'migrate')
  }
  const offline = online ? undefined : t`The node is not online.`
  async function wake(): Promise<void> {
    try {
      const mac = await send(planned('POST /nodes/{node}/wakeonlan', { node }))
      toast({ look: 'good', text: t`A magic packet was sent to ${mac}.` })
    } catch (error) {
      toast({ look: 'bad', text: failureText(error) })
    }
  }
  return (
    <Menu
      trigger={
        <Button icon={Power}>
          {t`Actions`}
          <ChevronDown size={15} aria-hidden />
        </Button>
      }
      actions={[
        {
          label: t`Start guests…`,
          icon: CirclePlay,
          onSelect: () => open('node-guests', `${node}/start`),
          disabledReason: guests ?? offline,
        },
        {
          label: t`Shut down guests…`,
          icon: CircleStop,
          onSelect: () => open('node-guests', `${node}/stop`),
          disabledReason: guests ?? offline,
        },
        {
          label: t`Suspend VMs…`,
          icon: CirclePause,
          onSelect: () => open('node-guests', `${node}/suspend`),
          disabledReason: guests ?? offline,
        },
        ...(nodes.size > 1
          ? [
              {
                label: t`Migrate guests…`,
                icon: ArrowRightLeft,
                onSelect: migrateAll,
                disabledReason: migrate ?? offline ?? (own.length === 0 ? t`There is no guest on it.` : undefined),
              },
            ]
          : []),
        {
          label: t`Reboot the node…`,
          icon: RotateCcw,
          onSelect: () => open('node-power', `${node}/reboot`),
          disabledReason: power ?? offline,
          separated: true,
          danger: true,
        },
        {
          label: t`Shut down the node…`,
          icon: Power,
          onSelect: () => open('node-power', `${node}/shutdown`),
          disabledReason: power ?? offline,
          danger: true,
        },
        {
          label: t`Wake by network`,
          icon: AlarmClock,
          onSelect: () => void wake(),
          disabledReason: power ?? (online ? t`The node runs already.` : undefined),
          separated: true,
        },
      ]}
    />
  )
}
