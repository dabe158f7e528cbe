import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { RemovePanel } from '../../forms/remove-panel.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { splitMappingId } from './mapping-kind.ts'

/** Removes the mapping that the argument names: `pci/gpu`. */
export function RemoveMappingPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { kind, id } = splitMappingId(argument)
  return (
    <RemovePanel
      title={t`Remove mapping ${id}`}
      onClose={onClose}
      done={t`Mapping ${id} removed`}
      calls={[planned(`DELETE /cluster/mapping/${kind}/{id}`, { id })]}
      losses={[t`Guests that use it no longer start; the devices stay as they are`]}
    />
  )
}
