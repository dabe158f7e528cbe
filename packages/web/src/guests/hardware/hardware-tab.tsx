import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Loading } from '../../shell/loading.tsx'
import { PendingBar } from '../config/pending-bar.tsx'
import { useGuestConfig } from '../config/use-guest-config.ts'
import { deviceTab, useItem } from '../config/use-item.ts'
import type { GuestTabProps } from '../guest/guest-tab.ts'
import { AddMenu } from './add-menu.tsx'
import { HardwareList } from './hardware-list.tsx'
import { OpenItem } from './open-item.tsx'

/** The guest's hardware, or a container's resources and network: a list in groups, each line edited in a panel beside it. */
export function HardwareTab({ guest, item }: GuestTabProps) {
  const { config, error, refetch } = useGuestConfig(guest)
  const { close } = useItem(guest.vmid, deviceTab(guest.kind))
  if (!config) return error ? <FailureNotice error={error} onRetry={refetch} /> : <Loading />
  return (
    <div className="flex flex-col gap-3">
      <PendingBar guest={guest} config={config} />
      <div className="flex justify-end">
        <AddMenu guest={guest} config={config} />
      </div>
      <HardwareList guest={guest} config={config} item={item} />
      {item !== undefined && <OpenItem key={item} guest={guest} config={config} item={item} onClose={close} />}
    </div>
  )
}
