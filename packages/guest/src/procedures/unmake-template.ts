import type { UndoAction } from '@quorate/tasks'
import { parseGuestConfig } from '../config/guest-config.ts'
import { formatDrive, parseDrive } from '../drive-text.ts'
import type { GuestServices } from '../services.ts'
import { undoAuthor } from './undo-task.ts'

export interface TemplateTrace {
  readonly path: string
  /** Disk key -> volume id before. */
  readonly before: Readonly<Record<string, string>>
  readonly template: string | null
}

/**
 * The config of a guest that did not become a template. Its volumes have an undo of their own, which came first: one that
 * is still a base image belongs to a template that was whole, and stays.
 */
export function unmakeTemplate(services: Pick<GuestServices, 'store' | 'storage'>): UndoAction {
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
