import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Conflict, FormState } from './use-form.ts'

const text = (value: unknown) => (value === undefined || value === '' ? '–' : typeof value === 'string' ? value : JSON.stringify(value))

interface ConflictDiffProps<V extends object> {
  readonly form: FormState<V>
  readonly conflict: Conflict<V>
  readonly labels: Readonly<Partial<Record<keyof V & string, string>>> | undefined
}

/** What was, what somebody else made of it, and one's own: field by field one of the two is kept. */
export function ConflictDiff<V extends object>({ form, conflict, labels }: ConflictDiffProps<V>) {
  const { t } = useLingui()
  const [mine, setMine] = useState<ReadonlySet<keyof V & string>>(new Set())
  const choose = (name: keyof V & string, own: boolean) => {
    const next = new Set(mine)
    if (own) next.add(name)
    else next.delete(name)
    setMine(next)
  }
  return (
    <Notice look="warn" title={t`Somebody else changed this meanwhile`}>
      <table className="mt-2 w-full text-left text-[0.93em]">
        <thead>
          <tr className="text-muted">
            <th scope="col">{t`Field`}</th>
            <th scope="col">{t`Before`}</th>
            <th scope="col">{t`Theirs`}</th>
            <th scope="col">{t`Yours`}</th>
          </tr>
        </thead>
        <tbody>
          {conflict.fields.map(name => (
            <tr key={name} className="border-t border-line align-top">
              <th scope="row" className="py-1 pr-2 font-medium">
                {labels?.[name] ?? name}
              </th>
              <td className="py-1 pr-2 break-all">{text(form.initial[name])}</td>
              {[false, true].map(own => (
                <td key={String(own)} className="py-1 pr-2 break-all">
                  <label className="flex items-start gap-1.5">
                    <input
                      type="radio"
                      name={`keep-${name}`}
                      checked={mine.has(name) === own}
                      onChange={() => choose(name, own)}
                      className="mt-1 accent-accent"
                    />
                    {text(own ? form.values[name] : conflict.theirs[name])}
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Button className="mt-2" onClick={() => form.resolve([...mine])}>{t`Go on with these`}</Button>
    </Notice>
  )
}
