import { useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ClipboardPaste, Keyboard } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useStore } from '../../store.ts'
import { classNames } from '../../ui/class-names.ts'
import type { LiveConsole } from '../live-console.ts'
import { Screen } from '../screen/screen.ts'
import { TerminalConsole } from '../terminal/terminal-console.ts'
import { keyNames, type KeyName } from './key-name.ts'

interface KeyProps {
  readonly label?: string
  readonly pressed?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

/** The keyboard on the screen stays where it is: pressing a key here takes no focus. */
const Key = ({ label, pressed, onPress, children }: KeyProps) => (
  <button
    type="button"
    aria-label={label}
    aria-pressed={pressed}
    onPointerDown={event => event.preventDefault()}
    onClick={onPress}
    className={classNames(
      'flex h-[44px] min-w-[44px] shrink-0 items-center justify-center rounded-md border px-2.5 font-medium select-none active:bg-hover',
      pressed ? 'border-accent bg-selected text-accent' : 'border-line bg-surface',
    )}
  >
    {children}
  </button>
)

const functionKeys = keyNames.filter(name => /^F\d/.test(name))
const characters = ['|', '/', '-', '~'] as const

/** Keys that keyboards on screens lack. Ctrl and Alt stay down until another key is typed. */
export function KeyBar({ console }: { console: LiveConsole }) {
  const { t } = useLingui()
  const { ctrl, alt } = useStore(console.held)
  const [functions, setFunctions] = useState(false)
  const key = (name: KeyName, shown: ReactNode, label?: string) => (
    <Key key={name} {...(label !== undefined && { label })} onPress={() => console.press(name)}>
      {shown}
    </Key>
  )
  async function paste(): Promise<void> {
    const text = await navigator.clipboard.readText().catch(() => undefined)
    if (text === undefined) console.toggleStrip('type')
    else if (console instanceof TerminalConsole) console.paste(text)
    else await console.type(text)
  }
  return (
    <div role="toolbar" aria-label={t`Keys`} className="flex gap-1 overflow-x-auto border-t border-line bg-page p-1">
      {console instanceof Screen && (
        <Key label={t`Keyboard`} onPress={() => console.showKeyboard()}>
          <Keyboard size={18} aria-hidden />
        </Key>
      )}
      {key('Escape', 'Esc')}
      {key('Tab', 'Tab')}
      <Key pressed={ctrl} onPress={() => console.hold({ ctrl: !ctrl })}>
        Ctrl
      </Key>
      <Key pressed={alt} onPress={() => console.hold({ alt: !alt })}>
        Alt
      </Key>
      {key('ArrowLeft', <ArrowLeft size={18} aria-hidden />, t`Left`)}
      {key('ArrowUp', <ArrowUp size={18} aria-hidden />, t`Up`)}
      {key('ArrowDown', <ArrowDown size={18} aria-hidden />, t`Down`)}
      {key('ArrowRight', <ArrowRight size={18} aria-hidden />, t`Right`)}
      {characters.map(character => (
        <Key key={character} onPress={() => void console.type(character)}>
          {character}
        </Key>
      ))}
      <Key label={t`Paste`} onPress={() => void paste()}>
        <ClipboardPaste size={18} aria-hidden />
      </Key>
      <Key label={t`Fn: function keys`} pressed={functions} onPress={() => setFunctions(!functions)}>
        Fn
      </Key>
      {functions && functionKeys.map(name => key(name, name))}
      {key('Home', t`Home`)}
      {key('End', t`End`)}
      {key('PageUp', t`PgUp`)}
      {key('PageDown', t`PgDn`)}
      {key('Delete', t`Del`)}
    </div>
  )
}
