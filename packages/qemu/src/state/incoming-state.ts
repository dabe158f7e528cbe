import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { sendStream } from './send-stream.ts'

async function outcome(client: QmpClient, send: () => Promise<AsyncDisposable>): Promise<string> {
  await using events = client.events()
  await using sending = await send()
  void sending
  for await (const { event, data } of events) {
    if (event === 'MIGRATION' && ['completed', 'failed'].includes(String(data['status']))) return String(data['status'])
  }
  return 'QEMU ended'
}

/**
 * QEMU 10 leaves the disks closed until the guest runs, and ends when something works on them before; it has a command
 * to open them. Older ones have opened them by now.
 */
async function openDisks(client: QmpClient): Promise<void> {
  const commands = await client.execute('query-commands')
  if (commands.some(({ name }) => name === 'blockdev-set-active')) await client.execute('blockdev-set-active', { active: true })
}

/**
 * Fills a QEMU that was started to receive (`-incoming defer`) with the memory that a raw volume holds. The guest stands
 * still afterwards, as it did when its memory was saved; its disks are open.
 */
export async function loadState(host: Host, client: QmpClient, path: string, socket: string): Promise<void> {
  await client.execute('migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] })
  await client.execute('migrate-incoming', { uri: `unix:${socket}` })
  const ended = await outcome(client, () => sendStream(host, path, socket))
  if (ended === 'completed') return await openDisks(client)
  throw new Failure(
    `the memory in ${path} cannot be loaded (${ended}): it is damaged, or was saved with other hardware or by a newer QEMU than this one`,
  )
}
