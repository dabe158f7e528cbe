import type { TaskHandle } from '@quorate/contract'
import { ownerOf } from '@quorate/storage'
import { changeGuestConfig, readGuestConfig } from '../change-config.ts'
import { formatDrive, isCloudInit, parseDrive } from '../drive-text.ts'
import { guestPath, type GuestPlace } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'
import { disks } from '../volumes/disks.ts'
import { authorOf } from './author.ts'
import { settleable } from './settleable.ts'
import type { TemplateTrace } from './unmake-template.ts'

/** Turns a stopped guest into a template: its disks, or the one with the key `only`, become base images that linked clones read. */
export async function makeBaseImages(services: GuestServices, outer: TaskHandle, place: GuestPlace, only?: string): Promise<void> {
  const { task, settle } = settleable(outer)
  const author = authorOf(task)
  const { config } = readGuestConfig(services.store, place)
  const wanted = disks(config.current.values).filter(
    ([key, drive]) => (only === undefined || key === only) && ownerOf(drive.file) === place.vmid && !isCloudInit(drive),
  )
  const before = Object.fromEntries(wanted.map(([key, { file }]) => [key, file]))
  const was = config.current.get('template') ?? null
  await task.undo('guest.unmake-template', { path: guestPath(place), before, template: was } satisfies TemplateTrace)
  // From now on nobody starts it.
  await changeGuestConfig(services.store, author, place, {}, edited => edited.current.set('template', '1'))
  for (const [key, drive] of wanted) {
    if (!services.storage.supports(drive.file, 'template')) {
      task.log(`${key}: ${drive.file} stays as it is: its storage has no base images`)
      continue
    }
    const base = await services.storage.makeBase(task, drive.file)
    // One disk after the other: the config names each volume as it is called at any time.
    await changeGuestConfig(services.store, author, place, {}, edited => {
      const present = parseDrive(edited.current.get(key) ?? '')
      edited.current.set(key, formatDrive({ file: base, options: present.options }))
    })
    task.log(`${key}: ${base}`)
  }
  await settle()
}
