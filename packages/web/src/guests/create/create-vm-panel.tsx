import { useLingui } from '@lingui/react/macro'
import { Loading } from '../../shell/loading.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { usePlace } from './use-place.ts'
import { VmForm } from './vm-form.tsx'

/** A new VM, or several. */
export function CreateVmPanel({ onClose }: PanelProps) {
  const { t } = useLingui()
  const place = usePlace()
  return (
    <SidePanel title={t`New virtual machine`} onClose={onClose} wide>
      {place ? <VmForm place={place} onClose={onClose} /> : <Loading />}
    </SidePanel>
  )
}
