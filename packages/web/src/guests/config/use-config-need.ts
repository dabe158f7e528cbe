import { useLingui } from '@lingui/react/macro'
import { usePrivileges } from '../../api/use-privileges.ts'

const kinds = ['CDROM', 'CPU', 'Cloudinit', 'Disk', 'HWType', 'Memory', 'Network', 'Options']

/** Why nothing of the guest's configuration can be changed: which of these privileges a change needs, the server says. */
export function useConfigNeed(vmid: number): string | undefined {
  const { t } = useLingui()
  const has = usePrivileges(`/vms/${vmid}`)
  return kinds.some(kind => has(`VM.Config.${kind}`)) ? undefined : t`It needs a privilege of VM.Config on /vms/${vmid}.`
}
