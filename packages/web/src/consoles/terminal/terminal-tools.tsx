import { useLingui } from '@lingui/react/macro'
import { AArrowDown, AArrowUp, ClipboardPaste, Copy, Ellipsis } from 'lucide-react'
import { prefer, preferences } from '../../settings/preferences.ts'
import { useStore } from '../../store.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { FullScreenButton } from '../full-screen.tsx'
import type { TerminalConsole } from './terminal-console.ts'

const sizes = { least: 8, most: 32 } as const

/** Clipboard and letters of a terminal. */
export function TerminalTools({ console }: { console: TerminalConsole }) {
  const { t } = useLingui()
  const selected = useStore(console.selected)
  const { terminalFontSize: size, terminalScreenReader: readOut } = useStore(preferences)
  const setSize = (terminalFontSize: number) => prefer({ terminalFontSize: Math.min(sizes.most, Math.max(sizes.least, terminalFontSize)) })
  async function paste(): Promise<void> {
    const text = await navigator.clipboard.readText().catch(() => undefined)
    if (text === undefined) return console.toggleStrip('type')
    console.paste(text)
    console.focus()
  }
  return (
    <>
      <IconButton icon={Copy} label={t`Copy what is selected (Ctrl+Shift+C)`} disabled={!selected} onClick={() => void console.copy()} />
      <IconButton icon={ClipboardPaste} label={t`Paste (Ctrl+Shift+V)`} onClick={() => void paste()} />
      <Menu
        trigger={<IconButton icon={Ellipsis} label={t`Terminal`} />}
        actions={[
          { label: t`Larger letters`, icon: AArrowUp, onSelect: () => setSize(size + 1) },
          { label: t`Smaller letters`, icon: AArrowDown, onSelect: () => setSize(size - 1) },
          { label: t`Type a text…`, separated: true, onSelect: () => console.toggleStrip('type') },
          { label: t`Clear what was before`, onSelect: () => console.clear() },
          {
            label: t`Read out by a screen reader`,
            separated: true,
            checked: readOut,
            onSelect: () => prefer({ terminalScreenReader: !readOut }),
          },
        ]}
      />
      <FullScreenButton />
    </>
  )
}
