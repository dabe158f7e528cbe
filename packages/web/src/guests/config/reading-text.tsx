import { useLingui } from '@lingui/react'
import { useLabels } from '../../labels/use-labels.ts'
import { readValue, type Reading } from './read-value.ts'
import { spoken } from './word.ts'

/** A reading as a line: the main thing, then the facts in a quieter colour. */
export function ReadingLine({ reading }: { reading: Reading }) {
  const { i18n } = useLingui()
  const labels = useLabels()
  return (
    <>
      <bdi>{spoken(reading.main, i18n, labels)}</bdi>
      {reading.facts.length > 0 && (
        <span className="text-muted">
          {reading.facts.map((fact, index) => (
            <span key={index}>
              {' · '}
              <bdi>{spoken(fact, i18n, labels)}</bdi>
            </span>
          ))}
        </span>
      )}
    </>
  )
}

/** A raw value in words. */
export function ReadingText({ kind, name, value }: { kind: 'qemu' | 'lxc'; name: string; value: string }) {
  return <ReadingLine reading={readValue(kind, name, value)} />
}
