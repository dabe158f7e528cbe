import { useLingui } from '@lingui/react/macro'
import { CircleQuestionMark } from 'lucide-react'
import { IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'

/** The language of queries, by examples that can be tried. */
export function QueryHelp({ onTry }: { onTry: (query: string) => void }) {
  const { t } = useLingui()
  const examples: readonly (readonly [query: string, meaning: string])[] = [
    ['web', t`Name, number or tag holds “web”`],
    ['status:running tag:prod', t`Both must hold`],
    ['status:stopped,paused', t`One of these`],
    ['-pool:lab', t`Not in the pool lab`],
    ['pool:none', t`In no pool`],
    ['name:web-*', t`Begins with web-`],
    ['cpu>80 mem>=90', t`Load in percent`],
    ['cores:4 memory>8', t`Size: cores, GiB of memory, disksize`],
    ['is:template', t`Also is:locked, is:untagged, is:unpooled`],
    ['ip:10.0.0.5', t`An address in the configuration`],
    ['mac:BC:24', t`A hardware address, or its beginning`],
    ['disk:local', t`A storage or a volume; iso: for a CD`],
    ['bridge:vmbr0 vlan:20', t`The network`],
    ['os:win notes:"two words"', t`Kind of system, words in the notes`],
  ]
  return (
    <Popover title={t`How to ask`} className="w-136" trigger={<IconButton icon={CircleQuestionMark} label={t`How to ask`} />}>
      <p className="text-muted">{t`Terms are separated by spaces; all must hold. A minus before a term excludes.`}</p>
      <ul>
        {examples.map(([query, meaning]) => (
          <li key={query}>
            <button
              type="button"
              onClick={() => onTry(query)}
              className="flex min-h-8 w-full flex-wrap items-center gap-x-3 rounded-md px-1.5 py-0.5 text-left hover:bg-hover"
            >
              <code className="min-w-52 font-mono text-[0.93em] text-accent">{query}</code>
              <span className="text-muted">{meaning}</span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  )
}
