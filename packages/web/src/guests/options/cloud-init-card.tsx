import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Cloud, FileText, RefreshCw, User } from 'lucide-react'
import { KeyRound, Network, PackageCheck, Globe } from 'lucide-react'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import { useLabels } from '../../labels/use-labels.ts'
import type { Guest } from '../../live/guest.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import type { Config } from '../config/config-rows.ts'
import type { Reading } from '../config/read-value.ts'
import { splitMembers } from '../config/split-members.ts'
import type { GuestConfig } from '../config/use-guest-config.ts'
import { useItem } from '../config/use-item.ts'
import { HardwareRow } from '../hardware/hardware-row.tsx'
import { isCloudInit } from '../hardware/hardware-items.ts'
import { cardsOf } from './cloud-init-fields.tsx'
import { decodeKeys } from './encoded-texts.ts'

const plain = (...parts: readonly (string | undefined)[]): Reading => {
  const [main = '–', ...facts] = parts.filter((part): part is string => part !== undefined && part !== '')
  return { main, facts }
}

const addresses = (text: string | undefined) => {
  const { ip, gw, ip6, gw6 } = splitMembers(text ?? '')
  return plain(ip && `IPv4 ${ip}`, gw && `→ ${gw}`, ip6 && `IPv6 ${ip6}`, gw6 && `→ ${gw6}`)
}

/** What cloud-init sets up in the guest, where a drive for it is there or something is set. */
export function CloudInitCard({ guest, config, item }: { guest: Guest; config: GuestConfig; item: string | undefined }) {
  const { t } = useLingui()
  const labels = useLabels()
  const { open } = useItem(guest.vmid, 'options')
  const { wanted } = config
  const drive = [...wanted.values()].some(isCloudInit)
  if (!drive && ![...wanted.keys()].some(key => /^(?:ci|sshkeys|ipconfig)/.test(key))) return null
  const regenerate = async () => {
    try {
      await send(planned('PUT /nodes/{node}/qemu/{vmid}/cloudinit', { node: guest.node, vmid: guest.vmid }))
      toast({ look: 'good', text: t`The cloud-init image was written anew.` })
    } catch (error) {
      toast({ look: 'bad', text: failureText(error) })
    }
  }
  const keyCount = decodeKeys(wanted.get('sshkeys') ?? '')
    .split('\n')
    .filter(line => line.trim() !== '').length
  const line = (id: string, icon: typeof Cloud, label: string, read: (config: Config) => Reading, badge?: string) => (
    <HardwareRow
      key={id}
      vmid={guest.vmid}
      tab="options"
      id={id}
      icon={icon}
      label={label}
      badge={badge}
      now={read(wanted)}
      actions={[]}
      active={item === id}
    />
  )
  return (
    <Card
      title={t`Cloud-init`}
      className="overflow-hidden"
      actions={
        <>
          <Button icon={FileText} onClick={() => open('cloudinit-files')}>{t`Show generated`}</Button>
          <Button
            icon={RefreshCw}
            disabledReason={drive ? undefined : t`There is no cloud-init drive: add one under Hardware.`}
            onClick={() => void regenerate()}
          >
            {t`Regenerate image`}
          </Button>
        </>
      }
    >
      <ul className="@container -mx-4 -mb-3 border-t border-line">
        {line('ciuser', User, t`User and password`, now =>
          plain(now.get('ciuser') ?? t`As the image says`, now.has('cipassword') ? t`with a password` : t`no password`),
        )}
        {line('sshkeys', KeyRound, labels.name('sshkeys'), () =>
          plain(keyCount === 0 ? undefined : t`${plural(keyCount, { one: '# key', other: '# keys' })}`),
        )}
        {line('cloudinit-dns', Globe, t`DNS`, now => plain(now.get('searchdomain'), now.get('nameserver')))}
        {line('ciupgrade', PackageCheck, t`Upgrade packages`, now => plain(now.get('ciupgrade') === '0' ? t`Off` : t`On`))}
        {cardsOf(wanted).map(index =>
          line(`ipconfig${index}`, Network, t`Addresses`, now => addresses(now.get(`ipconfig${index}`)), `net${index}`),
        )}
      </ul>
    </Card>
  )
}
