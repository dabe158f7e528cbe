import { formatDrive, parseDrive, parseGuestConfig, undoAuthor } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import type { QemuServices } from '../services.ts'

export interface TemplateTrace {
  readonly path: string
  /** Disk key -> volume id before. */
  readonly before: Readonly<Record<string, string>>
  readonly template: string | null
}

/**
 * The config of a VM that did not become a template. Its volumes have an undo of their own, which came first: one that
 * is still a base image belongs to a template that was whole, and stays.
 */
export function unmakeTemplate(services: QemuServices): UndoAction {
  return async args => {
    const { path, before, template } = args as unknown as TemplateTrace
    const back = new Map<string, string>()
    for (const [key, file] of Object.entries(before)) if (await services.storage.exists(file)) back.set(key, file)
    if (back.size < Object.keys(before).length) return
    await services.store.update(path, undoAuthor, text => {
      if (text === undefined) return undefined
      const config = parseGuestConfig(text)
      for (const [key, file] of back) {
        const drive = config.current.get(key)
        if (drive !== undefined) config.current.set(key, formatDrive({ file, options: parseDrive(drive).options }))
      }
      if (template === null) config.current.delete('template')
      else config.current.set('template', template)
      return config.toString()
    })
  }
}
