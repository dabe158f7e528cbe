import { rm, writeFile } from 'node:fs/promises'
import { Failure } from '@quorate/schema'
import type { Content } from '../content-type.ts'
import type { ContentFiles } from '../driver.ts'
import type { VolumeName } from '../volume-name.ts'
import type { DirectoryParts } from './parts.ts'
import { volumePath } from './volume-path.ts'

/** ISO images, templates, backups and the like, with what is noted beside them. */
export class DirectoryFiles implements ContentFiles {
  readonly #parts: DirectoryParts

  constructor(parts: DirectoryParts) {
    this.#parts = parts
  }

  folder(content: Content): string {
    return this.#parts.layout.folder(content)
  }

  async setNotes(name: VolumeName, notes: string): Promise<void> {
    const path = await this.#backup(name, 'notes')
    if (notes === '') await rm(`${path}.notes`, { force: true })
    else await this.#parts.host.files.writeAtomic(`${path}.notes`, notes)
  }

  async setProtected(name: VolumeName, on: boolean): Promise<void> {
    const path = await this.#backup(name, 'protection')
    if (on) await writeFile(`${path}.protected`, '')
    else await rm(`${path}.protected`, { force: true })
  }

  async #backup(name: VolumeName, what: string): Promise<string> {
    if (name.content !== 'backup') throw new Failure(`volume '${this.#parts.id}:${name.text}': only backups have ${what}`)
    return await volumePath(this.#parts, name)
  }
}
