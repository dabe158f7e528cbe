import { Failure } from '@quorate/schema/failure'
import { one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'

const variable = 'LC_PVE_TICKET'
/** VNC compares no more of a password. */
const passwordLength = 8
/** Nothing that the monitor would take for more than one word. */
const password = /^[A-Za-z0-9+/=:@._!-]+$/

/**
 * VNC of a VM over standard input and output, for viewers that start it through SSH. The viewer's password is what the
 * environment has in LC_PVE_TICKET: an argument would be seen by others.
 */
export const vncproxy: SpecialRun = async ({ connection, terminal, read }) => {
  const vm = vmPath(connection, one(read().parameters, 'vmid'))
  const secret = process.env[variable]
  if (!secret) throw new Failure(`${variable} not set, VNC proxy without password is forbidden`)
  if (!password.test(secret)) throw new Failure(`${variable} holds characters that cannot be in a password for VNC`)
  const { ticket, port } = (await connection.call('POST', `${vm}/vncproxy`, { websocket: 1 })).data as { ticket: string; port: number }
  await connection.call('POST', `${vm}/monitor`, { command: `set_password vnc ${secret.slice(0, passwordLength)}` })
  const channel = await connection.open(`${vm}/vncwebsocket`, { port, vncticket: ticket })
  const over = new AbortController()
  const send = async () => {
    for await (const bytes of terminal.bytes(over.signal)) await channel.send(bytes)
    channel.close()
  }
  void send()
  try {
    for await (const bytes of channel.received) await terminal.write(bytes)
  } finally {
    over.abort()
  }
  return 0
}
