import { FitAddon } from '@xterm/addon-fit'
import { Terminal, type ITerminalOptions } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { preferences } from '../../settings/preferences.ts'
import { terminalTheme } from './theme.ts'

export interface Xterm {
  readonly terminal: Terminal
  /** Gives it as many columns and rows as there is room for. */
  readonly fit: () => void
  readonly dispose: () => void
}

const prefered = (): ITerminalOptions => {
  const { terminalFontSize, terminalScreenReader } = preferences.get()
  return { fontSize: terminalFontSize, screenReaderMode: terminalScreenReader, theme: terminalTheme() }
}

/** An xterm in an element, in the colours and the size that the user prefers, now and after every change. */
export function openXterm(element: HTMLElement, name: string, describedBy: string): Xterm {
  const terminal = new Terminal({
    ...prefered(),
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono') || 'monospace',
    cursorBlink: true,
    scrollback: 10_000,
    minimumContrastRatio: 4.5,
    macOptionClickForcesSelection: true,
    // A guest's links open only for who means it.
    linkHandler: {
      activate: ({ ctrlKey, metaKey }, address) => {
        if ((ctrlKey || metaKey) && /^https?:/i.test(address)) window.open(address, '_blank', 'noopener')
      },
    },
  })
  const fitting = new FitAddon()
  terminal.loadAddon(fitting)
  terminal.open(element)
  terminal.textarea?.setAttribute('aria-label', name)
  terminal.textarea?.setAttribute('aria-description', describedBy)
  const fit = () => {
    if (element.clientWidth > 0 && element.clientHeight > 0) fitting.fit()
  }
  const follow = () => {
    Object.assign(terminal.options, prefered())
    fit()
  }
  // After the page has taken the preference itself.
  const unsubscribe = preferences.subscribe(() => setTimeout(follow))
  const watcher = new MutationObserver(follow)
  watcher.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] })
  const sizes = new ResizeObserver(fit)
  sizes.observe(element)
  terminal.attachCustomKeyEventHandler(event => {
    const copies = event.ctrlKey && ((event.shiftKey && event.code === 'KeyC') || event.key === 'Insert')
    if (!copies || !terminal.hasSelection()) return true
    event.preventDefault()
    if (event.type === 'keydown') void navigator.clipboard.writeText(terminal.getSelection())
    return false
  })
  return {
    terminal,
    fit,
    dispose: () => {
      unsubscribe()
      watcher.disconnect()
      sizes.disconnect()
      terminal.dispose()
    },
  }
}
