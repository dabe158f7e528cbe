import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import type { Guest } from '../../live/guest.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'

/** Takes the lock of a VM away, for when what had locked it is gone. */
export async function unlockGuest({ node, vmid, name }: Guest): Promise<void> {
  const title = name || String(vmid)
  try {
    await send(planned('PUT /nodes/{node}/qemu/{vmid}/config', { node, vmid, delete: 'lock', skiplock: true }))
    toast({ look: 'good', text: i18n._(msg`${title} is unlocked`) })
  } catch (error) {
    toast({ look: 'bad', text: failureText(error) })
  }
}
