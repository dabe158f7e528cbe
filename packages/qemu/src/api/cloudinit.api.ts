import { implement, type Implementation } from '@quorate/contract'
import { qemuCloudinit } from '@quorate/contract/qemu/cloudinit'
import { pendingView, readGuestConfig } from '@quorate/guest'
import { placeHere } from '../procedures/author.ts'
import type { QemuServices } from '../services.ts'

const shown = /^(?:cicustom|cipassword|citype|ciupgrade|ciuser|ipconfig\d+|name|nameserver|net\d+|searchdomain|sshkeys)$/
const hidden = '**********'
const { pending } = qemuCloudinit

/** What the guest's cloud-init drive was made from, and what has changed since. */
export function qemuCloudinitApi(services: QemuServices): Implementation[] {
  return implement(
    { pending },
    {
      pending(_call, { vmid }) {
        const { config } = readGuestConfig(services.store, placeHere(services, vmid))
        const made = config.special('cloudinit')
        return pendingView(config)
          .filter(row => shown.test(row.key))
          .map(({ key, value }) => {
            const then = made ? made.get(key) : value
            const changed = then !== value
            const show = (text: string) => (key === 'cipassword' ? hidden : text)
            return {
              key,
              ...(then === undefined ? {} : { value: show(then) }),
              ...(changed && value !== undefined ? { pending: show(value) } : {}),
              ...(changed && value === undefined ? { delete: 1 } : {}),
            }
          })
      },
    },
  )
}
