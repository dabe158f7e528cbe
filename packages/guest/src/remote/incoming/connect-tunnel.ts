import { connect, type Socket } from 'node:net'
import type { Call } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { wordOf, type GuestKind } from '../../guest-path.ts'
import { checkBridge } from '../../procedures/check-bridge.ts'
import type { GuestServices } from '../../services.ts'
import { redeemTunnel } from '../tunnel-folder.ts'

const listed = (text: string | undefined) => (text ?? '').split(/[\s,;]+/).filter(Boolean)

/** Refuses a tunnel for storages and bridges that are not the caller's to use. */
export function checkTunnel(call: Call, { storages, bridges }: { storages?: string | undefined; bridges?: string | undefined }): void {
  for (const storage of listed(storages)) call.authorize(`/storage/${storage}`, 'Datastore.AllocateSpace')
  for (const bridge of listed(bridges)) checkBridge(call, { bridge })
}

/** Connects to the socket of a tunnel that a ticket leads to. */
export async function connectTunnel(
  { host }: Pick<GuestServices, 'host'>,
  call: Call,
  {
    kind,
    vmid,
    socket: asked,
    ticket,
  }: { readonly kind: GuestKind; readonly vmid: number; readonly socket: string; readonly ticket: string },
): Promise<Socket> {
  const socket = connect(await redeemTunnel(host, call.caller.authid, `${wordOf({ kind })} ${vmid}`, asked, ticket))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', error =>
      reject(new Failure('nothing is taken in there: the migration is over, or not that far', { cause: error })),
    )
  })
  return socket
}
