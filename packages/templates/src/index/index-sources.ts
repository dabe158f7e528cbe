import type { ConfigReader } from '@quorate/cluster'
import { SectionConfig } from '@quorate/schema'

export const indexConfigPath = 'template-index.cfg'

/** A published list of templates. */
export interface IndexSource {
  readonly id: string
  /** Address of the list; it is fetched compressed, with `.gz` at its end, and its signature with `.asc`. */
  readonly url: string
  /** Folder of this node with the keys that may sign it; undefined: those of the config tree. */
  readonly keyrings?: string
}

/** What counts while nobody wrote the file. An empty file: no lists at all. */
const publicIndexes = `index: system
	url http://download.proxmox.com/images/aplinfo-pve-9.dat

index: turnkeylinux
	url https://releases.turnkeylinux.org/pve/aplinfo.dat
`

function usableUrl(text: string | undefined): string | undefined {
  if (text === undefined || !/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) return undefined
  return text.replace(/\.gz$/, '')
}

/** The lists that are to be used, in file order. Pure. */
export function readIndexSources(text: string | undefined): IndexSource[] {
  return SectionConfig.parse(text ?? publicIndexes)
    .sections()
    .flatMap(({ type, id, values }) => {
      const [url, keyrings] = [usableUrl(values.get('url')), values.get('keyrings')]
      if (type !== 'index' || url === undefined || !/^[a-z][a-z0-9-]{0,30}$/.test(id) || values.get('disable') === '1') return []
      return [{ id, url, ...(keyrings?.startsWith('/') && { keyrings }) }]
    })
}

export function indexSources(store: ConfigReader): IndexSource[] {
  return readIndexSources(store.read(indexConfigPath)?.text)
}
