import { breakAtEach } from '@quorate/testing'
import type { TrialMachine } from './trial-machine.ts'

/** Everything that a procedure could leave behind: configs and volumes. */
export async function left(machine: TrialMachine): Promise<unknown> {
  const configs = [...machine.services.guests.all().values()].map(guest => [guest.path, guest.text])
  const rows = [...(await machine.storage.list('local')), ...(await machine.storage.list('second'))]
  return { configs, volumes: rows.map(row => row.volid).toSorted() }
}

/** Breaks the request at its first, second, ... operation until it succeeds; after each failure all is as before. */
export async function failAtEach(
  machine: TrialMachine,
  request: () => Promise<unknown>,
  look: () => Promise<unknown> = () => left(machine),
): Promise<void> {
  await breakAtEach(machine, request, look)
}
