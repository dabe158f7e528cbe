import { useLingui } from '@lingui/react/macro'
import { Loading } from '../../shell/loading.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { ContainerForm } from './container-form.tsx'
import { usePlace } from './use-place.ts'

/** A new container, or several. */
export function CreateContainerPanel({ onClose }: PanelProps) {
  const { t } = useLingui()
  const place = usePlace()
  return (
    <SidePanel title={t`New container`} onClose={onClose} wide>
      {place ? <ContainerForm place={place} onClose={onClose} /> : <Loading />}
    </SidePanel>
  )
}
