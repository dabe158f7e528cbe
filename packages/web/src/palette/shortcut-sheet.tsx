import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { prefer, preferences } from '../settings/preferences.ts'
import { areas } from '../shell/areas.ts'
import { closeOverlay } from '../shell/palette-store.ts'
import { useStore } from '../store.ts'
import { IconButton } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'

const Keys = ({ keys }: { keys: string }) => (
  <span className="flex shrink-0 gap-1">
    {keys.split(' ').map(key => (
      <kbd key={key} className="min-w-6 rounded border border-line bg-hover px-1.5 text-center font-sans">
        {key}
      </kbd>
    ))}
  </span>
)

/** Every key of the page. */
export function ShortcutSheet() {
  const { t, i18n } = useLingui()
  const { singleKeys } = useStore(preferences)
  const sheet = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    sheet.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const groups: readonly (readonly [title: string, rows: readonly (readonly [keys: string, text: string])[]])[] = [
    [
      t`Everywhere`,
      [
        ['Ctrl K', t`Search everything`],
        ['?', t`These keys`],
        ['/', t`Filter the list`],
        ['c', t`Create a virtual machine`],
        ['Esc', t`Close the panel`],
        ['Ctrl Enter', t`Save the form`],
      ],
    ],
    [t`Go to`, areas.map(area => [`g ${area.key}`, i18n._(area.label)] as const)],
    [
      t`In lists`,
      [
        ['↑ ↓', t`Row by row, also j and k`],
        ['Home End', t`First and last row`],
        ['Space', t`Select, also x; with Shift a range`],
        ['Enter', t`Open`],
        ['.', t`Actions`],
      ],
    ],
    [
      t`In the tree`,
      [
        ['← →', t`Fold and unfold`],
        ['Enter', t`Open`],
      ],
    ],
  ]
  return (
    <div
      className="fixed inset-0 z-50 md:flex md:items-start md:justify-center md:pt-[8vh]"
      onPointerDown={event => event.target === event.currentTarget && closeOverlay()}
    >
      <div
        ref={sheet}
        role="dialog"
        aria-label={t`Keyboard`}
        tabIndex={-1}
        onKeyDown={event => event.key === 'Escape' && closeOverlay()}
        className="flex h-full flex-col gap-3 overflow-y-auto bg-raised p-4 shadow-panel outline-none md:h-auto md:max-h-[80vh] md:w-[44rem] md:rounded-lg"
      >
        <header className="flex items-center">
          <h2 className="mr-auto text-[1.15em] font-semibold">{t`Keyboard`}</h2>
          <IconButton icon={X} label={t`Close`} onClick={closeOverlay} />
        </header>
        <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
          {groups.map(([title, rows]) => (
            <section key={title}>
              <h3 className="mb-1 font-medium text-muted">{title}</h3>
              <dl>
                {rows.map(([keys, text]) => (
                  <div key={keys} className="flex items-center gap-3 border-t border-line py-1">
                    <dt>
                      <Keys keys={keys} />
                    </dt>
                    <dd className="ml-auto text-right">{text}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <Checkbox
          label={t`Keys without Ctrl do something`}
          help={t`Turn this off when a screen reader or speech input uses single keys.`}
          checked={singleKeys}
          onChange={value => prefer({ singleKeys: value })}
        />
      </div>
    </div>
  )
}
