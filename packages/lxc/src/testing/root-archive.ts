import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { makeBusyboxRoot } from './busybox-root.ts'

/** What is in an archive beside a busybox: texts by path. */
export type MoreFiles = Readonly<Record<string, string>>

/** Packs a folder the way templates and backups are. The name's ending says how it is compressed. */
export function packFolder(folder: string, path: string): void {
  execFileSync('tar', ['--create', `--file=${path}`, '--auto-compress', `--directory=${folder}`, '--numeric-owner', '--xattrs', '.'])
}

/** An archive of the smallest root file system that boots, with more files in it. */
export function makeRootArchive(path: string, more: MoreFiles = {}): void {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-root-'))
  try {
    makeBusyboxRoot(folder)
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    mkdirSync(dirname(path), { recursive: true })
    packFolder(folder, path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
