import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { Loading } from '../../shell/loading.tsx'
import { SidePanel } from '../../shell/side-panel.tsx'
import { useStore } from '../../store.ts'
import { Notice } from '../../ui/notice.tsx'

interface GuestPanelProps {
  /** `100`, or `100/` and a snapshot's name. */
  readonly argument: string
  readonly onClose: () => void
  readonly title: (guest: Guest, rest: string) => string
  readonly children: (guest: Guest, rest: string) => ReactNode
}

/** A side panel about one guest, which the address names. */
export function GuestPanel({ argument, onClose, title, children }: GuestPanelProps) {
  const { t } = useLingui()
  const { guests, loaded } = useStore(live.inventory)
  const [vmid = '', ...rest] = argument.split('/')
  const guest = guests.get(Number(vmid))
  return (
    <SidePanel title={guest ? <bdi>{title(guest, rest.join('/'))}</bdi> : t`Guest ${vmid}`} onClose={onClose}>
      {guest ? (
        children(guest, rest.join('/'))
      ) : loaded ? (
        <div className="p-4">
          <Notice look="warn">{t`There is no guest ${vmid}, or you may not see it.`}</Notice>
        </div>
      ) : (
        <Loading />
      )}
    </SidePanel>
  )
}
