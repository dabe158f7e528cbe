import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import type { Guest } from '../../live/guest.ts'
import { failureText } from '../../shell/undo.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { emptyHistory, stepped, withCommand } from './command-history.ts'

interface Line {
  readonly id: number
  readonly command: string
  /** Undefined: it is still being run. */
  readonly answer: string | undefined
  readonly failed?: boolean
}

/** The monitor of QEMU: a prompt with its history. */
export function Monitor({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  const { node, vmid, status } = guest
  const [lines, setLines] = useState<readonly Line[]>([])
  const [text, setText] = useState('')
  const [history, setHistory] = useState(emptyHistory)
  const end = useRef<HTMLDivElement>(null)
  const runs = status === 'running' || status === 'paused'
  useEffect(() => void end.current?.scrollIntoView({ block: 'nearest' }), [lines])

  async function run(command: string): Promise<void> {
    const id = lines.length
    const answered = (answer: string, failed = false) =>
      setLines(before => before.map(line => (line.id === id ? { ...line, answer, failed } : line)))
    setLines(before => [...before, { id, command, answer: undefined }])
    setHistory(withCommand(history, command))
    setText('')
    try {
      answered(await send(planned('POST /nodes/{node}/qemu/{vmid}/monitor', { node, vmid, command })))
    } catch (error) {
      answered(failureText(error), true)
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined
    if (step === undefined) return
    event.preventDefault()
    const next = stepped(history, step, text)
    setHistory(next.history)
    setText(next.text)
  }
  return (
    <section aria-label={t`Monitor`} className="flex min-h-72 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface">
      <div
        role="log"
        aria-label={t`Answers of the monitor`}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto p-3 font-mono text-[0.93em]"
      >
        {lines.length === 0 && (
          <p className="font-sans text-muted">{t`Commands of the QEMU monitor, for instance “info status” or “help”. They act on the VM at once.`}</p>
        )}
        {lines.map(({ id, command, answer, failed }) => (
          <div key={id} className="mb-2">
            <p className="break-all text-accent">(qemu) {command}</p>
            {answer !== undefined && <pre className={`whitespace-pre-wrap break-words ${failed ? 'text-bad' : ''}`}>{answer}</pre>}
          </div>
        ))}
        <div ref={end} />
      </div>
      <form
        className="flex items-center gap-2 border-t border-line p-2"
        onSubmit={event => {
          event.preventDefault()
          if (text.trim() !== '') void run(text.trim())
        }}
      >
        <TextInput
          aria-label={t`Command`}
          placeholder={runs ? t`Command` : t`The VM does not run.`}
          disabled={!runs}
          autoCapitalize="off"
          value={text}
          onChange={event => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="flex-1 font-mono"
        />
        <Button type="submit" disabled={!runs || text.trim() === ''}>{t`Run`}</Button>
      </form>
    </section>
  )
}
