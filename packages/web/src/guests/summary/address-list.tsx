import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { guestAddress } from '../../addresses.ts'
import { useCall } from '../../api/use-call.ts'
import type { Guest } from '../../live/guest.ts'
import { IconButton } from '../../ui/button.tsx'
import { guestInterfaces } from './guest-addresses.ts'

/** No event tells of addresses. */
const everyMs = 30_000

function useInterfaces({ node, vmid, kind, status }: Guest, listens: boolean) {
  const runs = status === 'running'
  const options = { everyMs, watch: [`/vms/${vmid}`] }
  const vm = useCall(
    'GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces',
    { node, vmid },
    { ...options, enabled: runs && listens && kind === 'qemu' },
  )
  const container = useCall('GET /nodes/{node}/lxc/{vmid}/interfaces', { node, vmid }, { ...options, enabled: runs && kind === 'lxc' })
  return kind === 'qemu' ? vm : container
}

function Address({ address }: { address: string }) {
  const { t } = useLingui()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <span className="inline-flex min-w-0 items-center font-mono text-[0.93em]">
      <span className="break-all">{address}</span>
      <IconButton
        icon={copied ? Check : Copy}
        label={copied ? t`Copied` : t`Copy ${address}`}
        onClick={() => void copy()}
        className="md:size-6"
      />
    </span>
  )
}

/** The addresses that the guest has now. `agent`: the VM is set to have a guest agent; `listens`: it is there */
export function AddressList({ guest, agent, listens }: { guest: Guest; agent: boolean; listens: boolean }) {
  const { t } = useLingui()
  const { data, error } = useInterfaces(guest, listens)
  if (guest.status !== 'running') return <span className="text-muted">–</span>
  if (guest.kind === 'qemu' && !agent)
    return (
      <span className="text-muted">
        {t`The guest agent is not switched on.`}{' '}
        <Link to={guestAddress(guest.vmid, 'options')} className="text-accent hover:underline">{t`Options`}</Link>
      </span>
    )
  if (guest.kind === 'qemu' && (error || !listens)) return <span className="text-muted">{t`The guest agent does not answer.`}</span>
  if (error) return <span className="text-muted">{error.message}</span>
  if (!data) return <span className="text-muted">{t`Loading…`}</span>
  const interfaces = guestInterfaces(data)
  if (interfaces.length === 0) return <span className="text-muted">{t`It has none.`}</span>
  return (
    <ul className="flex flex-col gap-0.5">
      {interfaces.map(({ name, mac, addresses }) => (
        <li key={`${name} ${mac}`} className="flex flex-wrap items-center gap-x-3" title={mac}>
          <bdi className="text-muted">{name}</bdi>
          {addresses.map(address => (
            <Address key={address} address={address} />
          ))}
        </li>
      ))}
    </ul>
  )
}
