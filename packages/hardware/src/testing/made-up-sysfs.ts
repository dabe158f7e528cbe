import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'

/** A folder that looks like /sys: texts and links (`-> target`) by path. */
export async function madeUpSysfs(t: TestContext, entries: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sysfs-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const [path, text] of Object.entries(entries)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    if (text.startsWith('-> ')) await symlink(text.slice(3), file)
    else await writeFile(file, `${text}\n`)
  }
  return folder
}

/** Files of one device below a folder. */
export function below(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))
}
