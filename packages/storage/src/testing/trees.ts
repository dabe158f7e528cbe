import { join } from 'node:path'
import type { Host } from '@quorate/host'

const script = (name: string) => join(import.meta.dirname, name)

/** Fills a folder with all that the root of a container may hold. */
export async function fillTree(host: Host, folder: string): Promise<void> {
  await host.exec('python3', [script('fill-tree.py'), folder])
}

/** What a tree holds, in lines that are the same for trees that are. */
export async function readTree(host: Host, folder: string): Promise<string[]> {
  const { stdout } = await host.exec('python3', [script('read-tree.py'), folder], { env: { PYTHONIOENCODING: 'utf-8:surrogateescape' } })
  return stdout.trimEnd().split('\n')
}
