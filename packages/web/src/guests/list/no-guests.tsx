import { useLingui } from '@lingui/react/macro'
import { Box, Monitor } from 'lucide-react'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'

/** In place of the first guest: how to make it. */
export function NoGuests() {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  return (
    <div className="flex flex-col items-center gap-3">
      <p>{t`There is no guest yet.`}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button look="primary" icon={Monitor} onClick={() => openPanel('create-vm')}>{t`Create a virtual machine`}</Button>
        <Button icon={Box} onClick={() => openPanel('create-container')}>{t`Create a container`}</Button>
      </div>
    </div>
  )
}
