import type { Host } from '@quorate/host'
import { unmountHugePages } from './huge-page-mount.ts'
import { takePages } from './huge-pages.ts'
import type { RunRecord } from './run-record.ts'

/** The guest has ended: its huge pages become ordinary memory again, unless they are to be kept for its next start. */
export async function cleanUpHugePages(host: Host, { hugePages }: RunRecord): Promise<void> {
  if (!hugePages) return
  await unmountHugePages(host, hugePages.folder)
  if (!hugePages.keep) await takePages(host, hugePages.mebibytes, hugePages.added)
}
