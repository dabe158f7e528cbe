import { useLingui } from '@lingui/react/macro'

export interface OptionText {
  readonly label: string
  readonly help?: string
}

/** How settings of storages are called. */
export function useOptionTexts(): Readonly<Record<string, OptionText>> {
  const { t } = useLingui()
  return {
    shared: { label: t`The same data is on all nodes`, help: t`For what is mounted on every node by other means.` },
    is_mountpoint: { label: t`Only while something is mounted there`, help: t`yes, or the mount point if it lies above the path.` },
    preallocation: { label: t`Space that new disks take at once` },
    format: { label: t`Format of new disks` },
    'create-base-path': { label: t`Make the directory when it is not there` },
    'create-subdirs': { label: t`Make the folders of the content` },
    'content-dirs': { label: t`Own folders for kinds of content`, help: t`iso=images/iso,backup=dump` },
    nocow: { label: t`Without copy-on-write`, help: t`Faster for disks, without checksums and snapshots.` },
    sparse: { label: t`Take space only when it is written (thin)` },
    blocksize: { label: t`Block size`, help: t`Of new disks: 16k` },
    mountpoint: { label: t`Mount point`, help: t`Where the pool is mounted when it is not /pool.` },
    'max-protected-backups': { label: t`Most protected backups of a guest`, help: t`-1: as many as there may be.` },
  }
}
